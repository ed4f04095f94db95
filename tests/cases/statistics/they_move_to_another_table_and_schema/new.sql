create schema a;
create schema "B";
create table a.t (x integer, y integer);
create table a.u (x integer, y integer);
create statistics a.s on x, y from a.u;
create statistics "B"."S" on x, y from a.u;
