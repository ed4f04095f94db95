create schema a;
grant usage, create on schema a to case_b;
alter default privileges in schema a grant select, update on tables to case_a;
create table a.t (id integer, n integer);
create view a.v as select id from a.t;
