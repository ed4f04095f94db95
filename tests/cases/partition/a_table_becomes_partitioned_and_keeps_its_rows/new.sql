create schema a; create table a.t (id int primary key, n text) partition by range (id); create table a.t1 partition of a.t for values from (1) to (10); create table a.t2 partition of a.t default;
create view a.v as select id from a.t; create table a.c (t int references a.t); create policy p on a.t using (id > 0); grant select on a.t to case_a; comment on table a.t is 'rows';
