create schema a; create table a.t (id int primary key, n text, m int); create view a.v as select id, n, count(*) from a.t group by id; insert into a.t values (1, 'x', 2);
