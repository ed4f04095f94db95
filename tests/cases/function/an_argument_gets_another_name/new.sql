create schema a;
create function a.f(first integer, second integer) returns integer language sql as $$ select first + second $$;
create table a.t (n integer default a.f(1, 2), check (a.f(n, 1) > 0));
