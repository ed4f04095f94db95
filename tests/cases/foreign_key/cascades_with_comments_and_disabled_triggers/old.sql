create schema a; create table a.t (id int primary key); create table a.c (t int constraint f references a.t on delete cascade); comment on constraint f on a.c is 'goes with it';
