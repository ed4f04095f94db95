create schema a;
create table a.t (id integer, n bigint);
create view a.v as select id, n from a.t;
create function a.f() returns setof a.v language sql stable begin atomic select id, n from a.v; end;
create view a.w as select n from a.f();
