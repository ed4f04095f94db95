create schema a; create table a.p (id int, n text, constraint q check (id > 0)); create table a.c (own int) inherits (a.p);
