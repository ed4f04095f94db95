create schema a;
create table a.t (id integer) partition by range (id);
create table a.t1 partition of a.t for values from (1) to (10);
create table a.p (id integer);
create table a.c () inherits (a.p);
create policy p on a.t using (id > 2);
create policy p on a.t1 using (id > 3);
create policy p on a.c using (id > 4);
