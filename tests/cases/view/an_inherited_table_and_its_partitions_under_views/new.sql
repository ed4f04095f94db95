create schema a;
create table a.p (id integer, n bigint) partition by range (id);
create table a.p1 partition of a.p for values from (1) to (20);
create view a.v as select * from a.p;
create view a.w as select id, n from a.p1;
