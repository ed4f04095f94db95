create schema s;
create table s.t (a int, b int);
insert into s.t values (1, 2);
