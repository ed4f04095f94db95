create schema a; create table a.p (id int, n text); create table a.c () inherits (a.p);
