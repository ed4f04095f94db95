create schema a;
create type a.pair as (a bigint, b varchar(9));
create function a.pairs() returns setof a.pair language sql as $$ select 1::bigint, 'x'::varchar(9) $$;
create view a.v as select * from a.pairs();
