create schema a;
create table a.t (x integer, y integer, z text);
create statistics a.s on x, y from a.t;
create statistics a.e (dependencies) on x, y from a.t;
create statistics a.l on (lower(z)), x from a.t;
alter statistics a.s set statistics 100;
comment on statistics a.s is 's';
