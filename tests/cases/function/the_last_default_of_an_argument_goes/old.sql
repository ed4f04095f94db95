create schema a;
create function a.f(a integer, b integer default 1) returns integer language sql as $$ select a + b $$;
create table a.t (n integer default a.f(3, 4));
