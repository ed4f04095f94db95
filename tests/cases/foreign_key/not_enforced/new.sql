create schema a; create table a.t (id int primary key); create table a.c (a int references a.t, b int references a.t not enforced, d int references a.t on delete cascade not enforced);
