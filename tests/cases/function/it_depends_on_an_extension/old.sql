-- superuser
create schema a;
create extension citext with schema public;
create table a.t (n public.citext);
create function a.f() returns integer language sql as $$ select 1 $$;
create function a.g() returns integer language sql as $$ select 1 $$;
create procedure a.p() language sql as $$ select 1 $$;
create materialized view a.m as select 1 as one;
create index i on a.m (one);
alter function a.f() depends on extension citext;
