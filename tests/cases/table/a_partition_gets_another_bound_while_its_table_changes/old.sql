create schema a; create table a.t (id int primary key, n text, z int); create index i on a.t(n); insert into a.t values (1,'5',3);
create table a.c (id int references a.t); create table a.p(k int, v text) partition by range (k); create table a.p1 partition of a.p for values from (1) to (10);
