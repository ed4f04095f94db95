create schema a;
create table a.t (x integer, y integer);
create function a.f(n integer) returns bigint language sql immutable as $$ select n::bigint $$;
create statistics a.s (mcv) on (a.f(x)), y from a.t;
comment on statistics a.s is 's';
