create schema a;
create sequence a.s;
create function a.f(a integer default 5, b integer default nextval('a.s')) returns integer language sql as $$ select a + b $$;
create function a.g(a integer, b text default 'y', c date default null) returns text language sql as $$ select b $$;
create view a.v as select a.f(3) as n, a.g(1) as t;
