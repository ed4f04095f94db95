create schema a;
create aggregate a.total(integer) (sfunc = int4pl, stype = integer, initcond = '0');
create view a.v as select a.total(n) as n from generate_series(1, 3) as n;
comment on aggregate a.total(integer) is 'adds';
grant execute on function a.total(integer) to case_a;
