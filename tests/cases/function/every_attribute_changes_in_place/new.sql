create schema a;
create table a.t (n integer);
create view a.v as select 1 as one;
create function a.f(n integer) returns setof integer language sql
stable strict security definer parallel safe cost 12.5 rows 30
set search_path = a, pg_temp set work_mem = '8MB' set datestyle to 'ISO, DMY'
as $$ select generate_series(1, n) $$;
create view a.uses as select * from a.f(3) as f (x);
