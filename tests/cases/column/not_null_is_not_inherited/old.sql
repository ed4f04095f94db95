-- since: 18
create schema a; create table a.p (a int not null no inherit, b int not null, c int); create table a.c () inherits (a.p); insert into a.p values (1, 2, 3);
