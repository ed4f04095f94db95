create schema a;
create table a.t (id integer);
create table a.u (id integer, n integer);
create view a.v as select t.id, u.n from a.t join a.u using (id);
