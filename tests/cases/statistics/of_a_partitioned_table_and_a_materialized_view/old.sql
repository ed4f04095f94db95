create schema a;
create table a.p (x integer, y integer) partition by range (x);
create materialized view a.m as select x, y from a.p;
create statistics a.s on x, y from a.p;
create statistics a.t on x, y from a.m;
