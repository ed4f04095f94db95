create schema a; create schema b; create table a.t (id int primary key, n int unique); create table b.t (id int primary key); create table a.c (x int references a.t (n), y int references a.t);
