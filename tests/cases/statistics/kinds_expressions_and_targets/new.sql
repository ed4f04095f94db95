create schema a;
create table a.t (x integer, y integer, z text);
create statistics a.s (ndistinct, mcv) on x, y from a.t;
create statistics a.e (dependencies) on x, y from a.t;
create statistics a.l on (lower(z)), (x + y) from a.t;
create statistics a.one on (upper(z)) from a.t;
alter statistics a.e set statistics 0;
comment on statistics a.e is 'e';
