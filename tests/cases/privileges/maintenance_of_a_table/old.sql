-- since: 17
create schema a;
create table a.t (id int primary key);
create materialized view a.m as select id from a.t;
grant maintain on a.t to case_a;
