create schema a;
create aggregate a.f(integer) (sfunc = int4pl, stype = integer, initcond = '0');
create view a.v as select a.f(3) as f;
