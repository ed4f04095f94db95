create schema a;
create function a.f(integer) returns integer language sql immutable as $$ select $1 * 2 $$;
create table a.t (n integer, m integer default a.f(2), g integer generated always as (a.f(n)) stored,
    constraint c check (a.f(n) > 0));
create index i on a.t (a.f(n));
create index j on a.t (n) where a.f(n) > 3;
create policy p on a.t using (a.f(n) > 1);
create statistics a.s on (a.f(n)), m from a.t;
create materialized view a.m as select a.f(n) as f from a.t;
create rule r as on insert to a.t do also select a.f(1);
create domain a.d as integer check (a.f(value) > 0) default a.f(1);
insert into a.t (n) values (1), (2);
