create schema a;
create type a.e as enum ('x', 'y', 'z');
create table a.t (id int, e a.e default 'x') partition by range (id);
create table a.t1 partition of a.t (e default 'y') for values from (0) to (10);
create table a.t2 partition of a.t for values from (10) to (20) partition by list (id);
create table a.t21 partition of a.t2 for values in (11);
insert into a.t values (1, 'x'), (11, 'y');
create index on a.t (e);
