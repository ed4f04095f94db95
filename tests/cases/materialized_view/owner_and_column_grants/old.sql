create schema a;
grant usage, create on schema a to case_a;
create table a.t (id integer);
grant select on a.t to case_a;
create materialized view a.m as select id from a.t;
