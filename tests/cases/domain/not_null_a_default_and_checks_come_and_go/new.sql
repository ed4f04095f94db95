create schema a;
create domain a.name as text default 'someone' constraint short check (length(value) < 60) constraint "not Empty" check (value <> '');
create table a.t (id int primary key, n a.name);
insert into a.t values (1, 'ada');
