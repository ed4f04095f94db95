create schema a;
create type a.c as enum ('x');
create table a.t (id int primary key, c a.c);
