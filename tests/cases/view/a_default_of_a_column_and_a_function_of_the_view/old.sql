create schema a;
create table a.t (id integer, n integer);
create table a.x (n integer);
