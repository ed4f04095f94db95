create schema a; create table a.t (id int not null, n int); create unique index u on a.t (id); create table a.c (t int references a.t (id)); insert into a.t values (1, 2);
