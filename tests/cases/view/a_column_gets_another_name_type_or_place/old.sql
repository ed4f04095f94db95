create schema a;
create table a.t (id integer, n integer, x text);
create view a.v as select id, n from a.t;
create view a.w as select n from a.v;
create view a.x as select id, n, x from a.t;
create view a.y as select n::numeric(10, 2) as n, x collate "C" as x from a.t;
grant select on a.v, a.w to case_a;
