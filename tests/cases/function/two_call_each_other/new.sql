create schema a;
create table a.x (n integer);
create function a.f(n integer) returns integer language sql as $$ select 1 $$;
create function a.g(n integer) returns integer language sql begin atomic select case when n > 0 then a.f(n - 1) else 0 end; end;
create or replace function a.f(n integer) returns integer language sql begin atomic select case when n > 0 then a.g(n - 1) else 1 end; end;
