create schema a;
create function a.inc(bigint) returns bigint language sql immutable as $$ select $1 + 1 $$;
create aggregate a.n(*) (sfunc = a.inc, stype = bigint, initcond = '0');
comment on aggregate a.n(*) is 'counts';
