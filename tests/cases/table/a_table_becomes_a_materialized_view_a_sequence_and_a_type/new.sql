create schema a; create materialized view a.m as select 1 as id; create sequence a.s; create type a.c as (id int, n text);
create unique index i on a.m (id);
