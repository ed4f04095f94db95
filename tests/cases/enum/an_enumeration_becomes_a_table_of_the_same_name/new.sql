create schema a;
create table a.e (id int primary key, name text);
