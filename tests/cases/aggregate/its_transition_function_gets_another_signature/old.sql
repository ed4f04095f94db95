create schema a;
create function a.add(x integer, y integer) returns integer language sql immutable strict as $$ select $1 + $2 $$;
create aggregate a.total(integer) (sfunc = a.add, stype = integer);
create materialized view a.m as select a.total(1) as n;
