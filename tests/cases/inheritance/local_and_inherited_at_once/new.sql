create schema a; create table a.p (id int, n text, m int, constraint pos check (id > 0)); create table a.c (m int, constraint more check (m > 1)) inherits (a.p);
