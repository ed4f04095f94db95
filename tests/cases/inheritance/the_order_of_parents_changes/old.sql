create schema a; create table a.x (id int); create table a.y (id int); create table a.c () inherits (a.x, a.y);
