create schema a;
create table a.x (id integer);
