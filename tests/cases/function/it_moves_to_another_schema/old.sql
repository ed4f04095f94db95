create schema a;
create schema b;
create table a.t (n integer);
create function a.f(integer) returns integer language sql immutable as $$ select $1 $$;
create index i on a.t (a.f(n));
create view a.v as select a.f(n) from a.t;
