create schema a;
create table a.t (id integer, n integer primary key);
create view a.v as select max(id) as id, n, count(*) from a.t group by n;
