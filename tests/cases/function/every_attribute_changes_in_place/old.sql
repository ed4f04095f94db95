create schema a;
create table a.t (n integer);
create view a.v as select 1 as one;
create function a.f(n integer) returns setof integer language sql as $$ select generate_series(1, n) $$;
create view a.uses as select * from a.f(3) as f (x);
