create schema a;
create table a.t (id integer);
