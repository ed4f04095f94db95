create schema a; create table a.p (id int, gone text, n int); create table a.c (own int) inherits (a.p); create table a.d () inherits (a.c); insert into a.d values (1, 'x', 2, 3);
