create schema a;
create table a.t (x integer, y integer);
create statistics a.s on x, y from a.t;
create statistics a.r on y, x from a.t;
alter statistics a.r set statistics 1000;
