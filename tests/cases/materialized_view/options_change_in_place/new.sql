create schema a;
create table a.t (id integer, n text);
create materialized view a.m with (fillfactor = 80, toast.autovacuum_vacuum_threshold = 7) as select id, n from a.t;
create materialized view a.o with (toast_tuple_target = 500, parallel_workers = 2) as select id, n from a.t;
