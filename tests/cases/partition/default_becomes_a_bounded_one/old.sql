create schema a; create table a.p (id int) partition by list (id); create table a.p1 partition of a.p for values in (1); create table a.pd partition of a.p default; insert into a.p values (1), (2);
