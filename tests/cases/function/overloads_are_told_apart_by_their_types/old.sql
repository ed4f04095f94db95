create schema a;
create type a.pair as (x integer, y integer);
create function a.f(integer) returns text language sql as $$ select 'int' $$;
create function a.f(text) returns text language sql as $$ select 'text' $$;
create function a.f(a.pair) returns text language sql as $$ select 'pair' $$;
