create schema a;
create function a.f(one integer, two integer) returns integer language sql as $$ select one + two $$;
create table a.t (n integer default a.f(1, 2), check (a.f(n, 1) > 0));
