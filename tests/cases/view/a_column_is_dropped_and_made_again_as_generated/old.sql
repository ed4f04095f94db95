create schema a;
create table a.t (id integer, n integer);
create view a.v as select id, n from a.t;
create materialized view a.m as select n from a.v;
create unique index on a.m (n);
