create schema a; create table a.p (id int, n text, constraint pos check (id > 0)); create table a.c (n text) inherits (a.p); insert into a.c values (1, 'x');
