-- superuser
create schema a;
create function a.f(text, text) returns boolean language sql immutable as $$ select $1 like $2 $$;
create function a.g(n integer) returns integer language internal immutable strict cost 3 as 'int4um';
create function a.h(n integer) returns boolean language sql immutable leakproof support pg_catalog.textlike_support
as $$ select n > 1 $$;
