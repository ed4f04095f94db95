create schema a;
create table a.t (id integer, n integer, x text);
create view a.v as select id, n, x from a.t;
grant select (id) on a.v to case_a;
grant select, update (n) on a.v to case_b;
grant all on a.v to case_c;
