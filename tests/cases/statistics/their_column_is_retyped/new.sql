create schema a;
create table a.t (x bigint, y integer, z text);
create statistics a.s on x, y from a.t;
create statistics a.e on (x + y), z from a.t;
comment on statistics a.s is 's';
alter statistics a.s set statistics 55;
