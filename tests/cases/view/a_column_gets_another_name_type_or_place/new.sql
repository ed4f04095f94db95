create schema a;
create table a.t (id integer, n integer, x text);
create view a.v as select id, n as m from a.t;
create view a.w as select m as n from a.v;
create view a.x as select id, x, n from a.t;
create view a.y as select n::numeric(12, 2) as n, x collate "POSIX" as x from a.t;
grant select on a.v, a.w to case_a;
