create schema a;
create table a.old (n integer);
