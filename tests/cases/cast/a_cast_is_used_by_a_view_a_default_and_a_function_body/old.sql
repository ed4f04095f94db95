create schema a;
create type a.e as enum ('1', '2');
create function a.f(a.e) returns int language sql immutable as $$ select 1 $$;
create cast (a.e as int) with function a.f(a.e);
create table a.t (id int primary key, n int default 'x'::text::int, e a.e, m int generated always as (e::int) stored);
alter table a.t alter n set default '1'::a.e::int;
insert into a.t (id, e) values (1, '1');
create view a.v as select e::int as n from a.t;
create function a.g(x a.e) returns int language sql begin atomic select x::int; end;
