create schema a;
create sequence a.s;
create function a.f(a integer, b integer default 1) returns integer language sql as $$ select a + b $$;
create function a.g(a integer, b text default 'x', c date default current_date) returns text language sql as $$ select b $$;
create view a.v as select a.f(3) as n, a.g(1) as t;
