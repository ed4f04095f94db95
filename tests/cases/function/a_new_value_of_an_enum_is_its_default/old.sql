create schema a;
create type a.e as enum ('x', 'y');
create function a.f(e a.e default 'x') returns integer language sql as $$ select 1 $$;
create table a.t (e a.e default 'x', check (e in ('x', 'y')));
