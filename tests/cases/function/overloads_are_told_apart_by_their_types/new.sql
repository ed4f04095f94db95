create schema a;
create type a.pair as (x integer, y integer);
create function a.f(integer) returns text language sql as $$ select 'integer' $$;
create function a.f(bigint) returns text language sql as $$ select 'big' $$;
create function a.f(a.pair, character varying[] default '{}') returns text language sql as $$ select 'pair' $$;
create function a.f() returns text language sql as $$ select 'none' $$;
