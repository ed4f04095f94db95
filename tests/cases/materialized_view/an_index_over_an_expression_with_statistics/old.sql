create schema a;
create table a.t (id integer, n text);
create materialized view a.m as select id, n from a.t;
create index i on a.m (lower(n));
