create schema a; create table a.t (id int, n int, constraint t_key unique (id), constraint t_pkey primary key (n)); create table a.c (t int references a.t (id));
