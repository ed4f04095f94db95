create schema a;
create table a.t (id integer, n integer);
create table a.x (n integer);
create view a.v as select id, n from a.t;
create function a.next() returns integer language sql begin atomic select coalesce(max(n), 0) from a.v; end;
alter view a.v alter column n set default a.next();
