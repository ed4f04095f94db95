create schema a;
create domain a.name as text not null default 'nobody' constraint short check (length(value) < 50);
create table a.t (id int primary key, n a.name);
insert into a.t values (1, 'ada');
