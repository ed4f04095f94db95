create schema a;
create table a.rates (n integer);
