create schema a; create table a.p (id int, n text); create table a.c (own int) inherits (a.p); insert into a.c values (1, 'x', 2);
