create schema a; create table a.p (id int primary key); create table a.c (id int primary key, p int constraint c_ref references a.p); insert into a.p values (1);
