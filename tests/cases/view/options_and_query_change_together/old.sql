create schema a;
create table a.t (id integer, n integer);
create view a.v with (security_barrier) as select id from a.t where id > 0;
