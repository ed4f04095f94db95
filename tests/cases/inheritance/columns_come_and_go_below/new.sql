create schema a; create table a.p (id int, n bigint not null, new_one text default 'y', check (n > 0)); create table a.c (own int) inherits (a.p); create table a.d () inherits (a.c);
