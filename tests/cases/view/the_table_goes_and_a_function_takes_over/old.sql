create schema a;
create table a.t (id integer, n integer);
create view a.v as select id, n from a.t;
create view a.w as select n from a.v;
