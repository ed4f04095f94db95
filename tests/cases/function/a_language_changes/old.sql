create schema a;
create function a.f(n integer) returns integer language sql immutable as $$ select n $$;
