create schema a;
create function a.add(bigint, integer) returns bigint language sql immutable as $$ select $1 + $2 $$;
create aggregate a.total(integer) (sfunc = a.add, stype = bigint, initcond = '0');
create view a.v as select a.total(n) as n from generate_series(1, 3) as n;
comment on aggregate a.total(integer) is 'adds';
grant execute on function a.total(integer) to case_a;
