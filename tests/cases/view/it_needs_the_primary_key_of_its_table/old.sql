create schema a;
create table a.t (id integer primary key, n integer);
create view a.v as select id, n, count(*) from a.t group by id;
