create schema s;
create table s.t (a int, b int, c int, x int, n text);
