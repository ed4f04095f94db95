create schema a;
create type a.e as enum ('x', 'y', 'z');
create function a.f(e a.e default 'z') returns integer language sql as $$ select 1 $$;
create table a.t (e a.e default 'z', check (e in ('x', 'z')));
create view a.v as select e from a.t where e = 'z';
create policy p on a.t using (e = 'z');
