create schema a; create table a.t (id int, n int, constraint t_pkey primary key (id)); create table a.c (t int references a.t (id)); insert into a.t values (1, 2); insert into a.c values (1);
