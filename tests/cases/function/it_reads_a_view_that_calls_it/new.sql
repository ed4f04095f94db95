create schema a;
create table a.t (id integer);
create table a.x (n integer);
create function a.f() returns bigint language sql as $$ select 1::bigint $$;
create view a.v as select id, a.f() as n from a.t;
create or replace function a.f() returns bigint language sql begin atomic select count(id) from a.v; end;
comment on view a.v is 'v';
comment on function a.f() is 'f';
grant select on a.v to case_a;
