create schema a;
create table a.t (id integer, n text);
create materialized view a.m with (fillfactor = 70, autovacuum_enabled = false) as select id, n from a.t;
create materialized view a.o as select id, n from a.t;
