create schema a;
create function a.f(n integer) returns integer language sql as $$ select n + 1 $$;
create function a.g(n integer) returns setof integer language sql as $$ select n $$;
