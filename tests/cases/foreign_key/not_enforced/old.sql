-- since: 18
create schema a; create table a.t (id int primary key); create table a.c (a int references a.t not enforced, b int references a.t, d int references a.t not enforced); insert into a.t values (1); insert into a.c values (1, 1, 1);
