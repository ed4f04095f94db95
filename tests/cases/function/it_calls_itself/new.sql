create schema a;
create function a.f(n integer) returns integer language sql as $$ select 1 $$;
create or replace function a.f(n integer) returns integer language sql begin atomic select case when n > 1 then n * a.f(n - 1) else 1 end; end;
create function a.g(n integer) returns integer language sql as $$ select 1 $$;
create or replace function a.g(n integer) returns integer language sql begin atomic select case when n > 1 then n * a.g(n - 1) else 1 end; end;
