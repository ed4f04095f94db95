create schema a;
grant usage, create on schema a to case_a;
create table a.t (id integer);
grant select on a.t to case_a;
create view a.v as select id from a.t;
alter view a.v owner to case_a;
grant select on a.v to case_b;
