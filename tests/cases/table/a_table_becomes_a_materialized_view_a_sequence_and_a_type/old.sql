create schema a; create table a.m (id int primary key); create table a.s (id int); create table a.c (id int, n text);
create index i on a.m (id);
