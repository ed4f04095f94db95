create schema a;
create table a.t (id integer, n text);
create materialized view a.m as select id, n from a.t;
create index i on a.m (lower(n), (id + 1)) include (n) with (fillfactor = 60);
alter index a.i alter column 1 set statistics 300;
alter table a.m cluster on i;
