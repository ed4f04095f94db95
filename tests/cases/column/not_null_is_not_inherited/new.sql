create schema a; create table a.p (a int not null, b int not null no inherit, c int constraint n not null no inherit); create table a.c () inherits (a.p);
