create schema a;
create type a.pair as (a int, b varchar(5));
create function a.pairs() returns setof a.pair language sql as $$ select 1, 'x'::varchar(5) $$;
create view a.v as select * from a.pairs();
