create schema a;
create table a.t (id integer primary key, parent integer, n integer);
create recursive view a.r (n) as values (1) union all select n + 1 from r where n < 10;
create view a.vals (x, y) as values (1, 'a'), (2, 'b');
create view a.g as select id, parent, n from a.t group by id;
