create schema a;
create table a.t (id integer);
insert into a.t values (1);
create materialized view a.m as select id from a.t;
create materialized view a.n as select id from a.t with no data;
create index on a.n (id);
