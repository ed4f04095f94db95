create schema a;
grant usage, create on schema a to case_b;
alter default privileges in schema a grant select, update on tables to case_a;
create table a.t (id integer, n integer);
create view a.v as select n, id from a.t;
create materialized view a.m as select id from a.t;
alter view a.v owner to case_b;
revoke all on a.m from case_a;
