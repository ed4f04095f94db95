-- superuser
create schema a;
create schema "B";
create table a.t (id int primary key, n int);
create table "B".t (id int primary key);
create table "B"."U" (id int primary key);
create publication p for tables in schema "B", table a.t where (n > 3);
