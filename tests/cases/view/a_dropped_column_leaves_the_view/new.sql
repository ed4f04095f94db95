create schema a;
create table a.t (id integer, n integer);
create view a.v as select id, n from a.t where id > 1;
