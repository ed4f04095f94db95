create schema a;
create type a.inner_one as (x int, y text);
create type a.outer_one as (i a.inner_one, j a.inner_one[], k text);
create domain a.d as a.outer_one;
create table a.t (id int primary key, o a.outer_one, d a.d);
insert into a.t values (1, row(row(1, null), null, null), null);
