create schema a;
create table a.rates (n integer);
set check_function_bodies = off;
create function a.a_first() returns integer language sql stable as $$ select count(*)::integer from a.zebra $$;
create table a.zebra (n integer);
create view a.v as select a.a_first() as n;
create materialized view a.m as select a.a_first() as n, v.n as o from a.v;
create index on a.m (n);
