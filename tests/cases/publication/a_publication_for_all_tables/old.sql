-- superuser
create schema a;
create table a.t (id int primary key);
create publication p for all tables;
comment on publication p is 'all';
