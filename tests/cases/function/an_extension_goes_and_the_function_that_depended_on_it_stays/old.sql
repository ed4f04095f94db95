-- superuser
create schema a;
create extension citext with schema public;
create function a.f() returns integer language sql as $$ select 1 $$;
alter function a.f() depends on extension citext;
