-- superuser
create schema a;
create type a.r as range (subtype = int);
create table a.t (id int primary key, r a.r);
