create schema a;
create table a.t (id integer, n text, x text);
create materialized view a.m as select id, n, x from a.t;
alter materialized view a.m alter column id set statistics 10;
alter materialized view a.m alter column n set (n_distinct = 5, n_distinct_inherited = -1);
alter materialized view a.m alter column x set compression pglz;
