create schema a;
create table a.t (n integer);
