create schema a; create table a.c (id int, n text, own int);
