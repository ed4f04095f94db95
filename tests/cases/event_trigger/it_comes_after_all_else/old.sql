-- superuser
create schema a;
create table a.old (id integer);
