create schema a;
create table a.t (id integer);
create view a.v as select id from a.t;
