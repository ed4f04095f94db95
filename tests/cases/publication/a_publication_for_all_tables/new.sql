-- superuser
create schema a;
create table a.t (id int primary key);
create publication p for table a.t with (publish = 'insert');
