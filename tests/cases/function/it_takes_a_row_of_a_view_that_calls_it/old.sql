create schema a;
create table a.t (id integer, name text);
create table a.x (n integer);
