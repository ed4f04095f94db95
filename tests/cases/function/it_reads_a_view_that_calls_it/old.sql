create schema a;
create table a.t (id integer);
create table a.x (n integer);
