create schema a; create table a.base (id int primary key, note text); create table a.t (id int, note text); create view a.v as select id from a.t;
create function a.f() returns bigint language sql begin atomic select count(*) from a.t; end;
