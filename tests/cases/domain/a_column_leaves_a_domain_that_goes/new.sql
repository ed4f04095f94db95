create schema a;
create table a.t (id int primary key, d text not null default 'x', check (d <> ''));
insert into a.t values (1, 'y');
