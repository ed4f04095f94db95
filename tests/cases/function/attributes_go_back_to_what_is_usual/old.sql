create schema a;
create function a.f(n integer) returns integer language sql
immutable strict parallel restricted cost 7 set statement_timeout = 0 set work_mem from current
as $$ select n + 1 $$;
create function a.g(n integer) returns setof integer language sql rows 5 as $$ select n $$;
