create schema a; create table a.p (id int) partition by range (id); create table a.q (id int) partition by range (id); create table a.x partition of a.q for values from (1) to (10);
