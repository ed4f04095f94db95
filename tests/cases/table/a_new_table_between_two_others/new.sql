create schema a; create table a.p (id int primary key); create table a.m (id int primary key, p int references a.p); create table a.c (id int primary key, p int constraint c_ref references a.m);
