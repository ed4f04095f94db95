create schema a;
create domain a.c as text;
create table a.t (id int primary key, c a.c);
