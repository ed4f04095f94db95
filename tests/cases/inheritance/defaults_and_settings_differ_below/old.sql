create schema a; create table a.p (id int, n text default 'p'); create table a.c () inherits (a.p);
