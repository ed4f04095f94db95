-- superuser
create schema a;
create function a.f() returns integer language sql
set search_path = '' set work_mem = '4MB' set enable_seqscan = off as $$ select 1 $$;
