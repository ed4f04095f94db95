create schema a;
grant usage, create on schema a to case_a;
create table a.t (x integer, y integer);
create statistics a.s on x, y from a.t;
alter statistics a.s owner to case_a;
