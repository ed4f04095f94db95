create schema a;
create table a.t (id integer constraint one primary key, n integer);
create view a.v as select id, n, count(*) from a.t group by id;
