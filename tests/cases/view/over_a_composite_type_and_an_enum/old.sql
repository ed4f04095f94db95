create schema a;
create type a.e as enum ('x', 'y', 'z');
create type a.c as (k a.e, n integer);
create table a.t (e a.e, c a.c);
create view a.v as select (c).k, e from a.t where e = 'x';
comment on column a.v.k is 'k';
