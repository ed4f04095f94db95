create schema a; create table a.t (id int, n text) partition by range (id); create table a.t1 partition of a.t for values from (1) to (10); create table a.t2 partition of a.t default;
create index w on only a.t (n); create index p1 on a.t1 (n); alter index a.w attach partition a.p1;
