create schema a;
create function a.s(bigint, integer) returns bigint language sql immutable as $$ select $1 + $2 $$;
create aggregate a.n(integer) (sfunc = a.s, stype = bigint);
create view a.v as select a.n(x) from generate_series(1, 2) as x;
