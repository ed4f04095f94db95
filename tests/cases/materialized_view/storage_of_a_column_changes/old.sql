-- since: 16
create schema a;
create table a.t (id integer, n text, x text);
create materialized view a.m as select id, n, x from a.t;
alter materialized view a.m alter column x set storage plain;
