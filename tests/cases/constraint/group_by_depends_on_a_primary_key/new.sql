create schema a; create table a.t (id int, n text, m int, constraint other primary key (id)); create view a.v as select id, n, count(*) from a.t group by id;
