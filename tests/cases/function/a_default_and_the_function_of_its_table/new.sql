create schema a;
create table a.t (id integer, n bigint);
create function a.next() returns bigint language sql begin atomic select coalesce(max(id), 0) + 1 from a.t; end;
alter table a.t alter n set default a.next();
