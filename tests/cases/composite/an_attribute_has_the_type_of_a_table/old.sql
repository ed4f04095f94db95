create schema a;
create table a.base (id int primary key, n int);
create type a.c as (row a.base, k int);
create table a.uses (id int primary key, b a.base, c a.c);
insert into a.uses values (1, row(1, 2), null);
