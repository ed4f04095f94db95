-- superuser
create schema a;
create function a.f() returns integer language sql as $$ select 1 $$;
