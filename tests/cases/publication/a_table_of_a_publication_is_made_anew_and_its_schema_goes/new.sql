-- superuser
create schema a;
create table a.t (id int primary key) partition by hash (id);
create publication p for table a.t;
