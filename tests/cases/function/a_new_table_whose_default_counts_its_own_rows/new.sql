create schema a;
create table a.s (id integer);
create table a.t (id integer, n bigint);
create function a.next() returns bigint language sql begin atomic select count(*) from a.t; end;
alter table a.t alter n set default a.next();
