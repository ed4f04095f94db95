-- since: 17
create schema a;
create table a.t (id int primary key);
create materialized view a.m as select id from a.t;
grant maintain, select on a.m to case_a with grant option;
grant all on a.t to case_b;
