create schema a;
create table a.x (n integer);
