create schema a;
create schema b;
create table a.t (n integer);
create function b.f(integer) returns integer language sql immutable as $$ select $1 $$;
create index i on a.t (b.f(n));
create view a.v as select b.f(n) from a.t;
