create schema a;
create function a.add(integer, integer) returns integer language sql immutable strict as $$ select $1 + $2 $$;
create function a.sub(integer, integer) returns integer language sql immutable strict as $$ select $1 - $2 $$;
create function a.fin(integer) returns integer language sql immutable as $$ select $1 $$;
create aggregate a.total(integer) (sfunc = a.add, stype = integer, initcond = '0');
create view a.v as select a.total(n) as n from generate_series(1, 3) as n;
