create schema a;
create type a.c as (x text);
create table a.t (id int primary key, c a.c);
