create schema a; create table a.t (id int primary key, n bigint default 5, twice int generated always as (id * 2) stored, constraint pos check (n > 0));
create view a.v as select id, n from a.t where n > 1; create view a.w as select sum(n) as s from a.v; create materialized view a.m as select n, count(*) from a.t group by n; create unique index mi on a.m (n);
create index i on a.t (n) where n > 3; create index e on a.t ((n + 1)); create policy p on a.t for select using (n > 2); create statistics a.s (dependencies) on id, n from a.t;
create table a.c (n int); create rule r as on update to a.t where old.n <> new.n do also insert into a.c values (new.n);
create function a.tf() returns trigger language plpgsql as $$ begin return new; end $$; create trigger tg before update of n on a.t for each row when (old.n is distinct from new.n) execute function a.tf();
create function a.f() returns int language sql begin atomic select max(n) from a.t; end;
comment on view a.v is 'v'; grant select on a.v to case_a; grant select (n) on a.t to case_b; comment on column a.t.n is 'n';
