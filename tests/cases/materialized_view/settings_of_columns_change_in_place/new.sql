create schema a;
create table a.t (id integer, n text, x text);
create materialized view a.m as select id, n, x from a.t;
alter materialized view a.m alter column id set (n_distinct = -0.5);
alter materialized view a.m alter column n set statistics 0;
alter materialized view a.m alter column x set statistics 1000;
