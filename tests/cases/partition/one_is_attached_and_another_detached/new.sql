create schema a; create table a.p (id int primary key, n text default 'x') partition by range (id);
create table a.p1 (id int primary key, n text default 'x'); create table a.p2 partition of a.p for values from (10) to (20); alter table a.p2 alter n set default 'y';
