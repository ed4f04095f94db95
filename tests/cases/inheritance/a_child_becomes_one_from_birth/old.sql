create schema a; create table a.p (id int, n text, constraint q check (id > 0)); create table a.c (id int, n text, own int); insert into a.c values (1, 'x', 2);
