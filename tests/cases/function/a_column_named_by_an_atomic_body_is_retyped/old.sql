create schema a;
create table a.t (id integer, n integer);
create function a.f() returns bigint language sql begin atomic select sum(n) from a.t; end;
create view a.v as select a.f() as total;
