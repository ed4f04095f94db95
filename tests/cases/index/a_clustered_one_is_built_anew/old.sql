create schema a; create table a.t (a int, b int); create index i on a.t (a); alter table a.t cluster on i; comment on index a.i is 'order';
