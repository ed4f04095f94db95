-- superuser
create schema a;
create function a.f(text, text) returns boolean language sql immutable leakproof support pg_catalog.textlike_support
as $$ select $1 like $2 $$;
create function a.g(n integer) returns integer language internal immutable strict as 'int4inc';
create function a.h(n integer) returns boolean language sql immutable as $$ select n > 1 $$;
