create schema a;
create table a.t (id integer, n integer);
create table a.u (id integer);
create view a.v as select t.id, t.n from a.t;
