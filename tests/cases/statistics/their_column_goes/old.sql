create schema a;
create table a.t (x integer, y integer, z integer);
create statistics a.s on x, y, z from a.t;
create statistics a.r on x, z from a.t;
comment on statistics a.s is 's';
