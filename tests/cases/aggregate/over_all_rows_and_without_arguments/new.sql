create schema a;
create function a.inc(bigint) returns bigint language sql immutable as $$ select $1 + 1 $$;
create aggregate a.n(*) (sfunc = a.inc, stype = bigint, initcond = '1');
grant execute on function a.n() to case_a;
