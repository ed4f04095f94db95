create schema a;
create table a.t (id integer, n integer);
create materialized view a.m as select id, n, id + 1 as next from a.t;
create function a.f() returns setof a.m language sql stable begin atomic select id, n, next from a.m; end;
create view a.v as select n from a.f();
create policy p on a.t using (id in (select id from a.m));
comment on function a.f() is 'f';
