create schema a;
create table a.u (x integer, y integer);
create statistics a.s on x, y from a.u;
