create schema a;
grant create on schema a to case_a;
create aggregate a.n(integer) (sfunc = int4pl, stype = integer);
