create schema a;
create type a.c as range (subtype = text);
create table a.t (id int primary key, c a.c);
