create schema a;
create table a.t (id integer);
create function a.f() returns bigint language sql begin atomic select sum(id) from a.t; end;
