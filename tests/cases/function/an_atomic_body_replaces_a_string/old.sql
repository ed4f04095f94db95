create schema a;
create table a.t (n integer, "größe" text);
create function a.f() returns bigint language sql as $$ select count(*) from a.t $$;
create function a.g(n integer) returns integer language sql return n + 1;
