create schema a; create table a.p (id int, n text); create table a.c (id int, n text, own int); alter table a.c inherit a.p; create table a.d (id int, n text);
