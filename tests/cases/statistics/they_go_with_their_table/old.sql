create schema a;
create table a.t (x integer, y integer);
create statistics a.s on x, y from a.t;
