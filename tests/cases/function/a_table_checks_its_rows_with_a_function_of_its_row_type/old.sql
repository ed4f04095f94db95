create schema a;
create table a.other (n integer);
