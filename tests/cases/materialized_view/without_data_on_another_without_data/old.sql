create schema a;
create table a.t (id integer);
create materialized view a.m as select id from a.t with no data;
create materialized view a.n as select id from a.m with no data;
