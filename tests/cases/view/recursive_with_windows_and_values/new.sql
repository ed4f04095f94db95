create schema a;
create table a.t (id integer primary key, parent integer, n integer);
create recursive view a.r (n) as values (1) union all select n + 2 from r where n < 100;
create view a.vals (x, y) as values (1, 'a'), (3, 'c');
create view a.g as select id, parent, n, sum(n) over (partition by parent order by id) as s from a.t;
