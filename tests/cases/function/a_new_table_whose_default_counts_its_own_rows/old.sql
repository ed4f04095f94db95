create schema a;
create table a.s (id integer);
