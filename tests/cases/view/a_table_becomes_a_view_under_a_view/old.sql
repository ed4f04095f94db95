create schema a;
create table a.base (id integer, n integer);
create table a.t (id integer, n integer);
create view a.w as select id from a.t;
grant select on a.w to case_a;
