create schema a;
create table a.t (id integer, n integer, x text);
create view a.v as select id, n, x from a.t;
grant select on a.v to case_a;
grant update (n, x) on a.v to case_b with grant option;
