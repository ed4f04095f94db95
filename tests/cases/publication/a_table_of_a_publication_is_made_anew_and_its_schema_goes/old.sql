-- superuser
create schema a;
create schema b;
create table a.t (id int primary key);
create table a.inherits () inherits (a.t);
create publication p for table only a.t, tables in schema b;
