create schema a;
create table a.m (id integer, t bigint);
create view a.mine as select t, id from a.m;
create table a.t (id integer);
create policy p on a.t using (id in (select t from a.mine));
grant select on a.mine to case_a;
