create schema a;
create domain a.e as text check (value in ('x', 'y'));
create table a.t (id int primary key, e a.e default 'x');
insert into a.t values (1, 'y');
