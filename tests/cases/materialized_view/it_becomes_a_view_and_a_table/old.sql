create schema a;
create table a.t (id integer);
create materialized view a.m as select id from a.t;
create index i on a.m (id);
create materialized view a.n as select id from a.t;
