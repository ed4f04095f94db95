-- superuser
create schema a;
create access method heap2 type table handler heap_tableam_handler;
create table a.t (id integer);
create materialized view a.m using heap2 as select id from a.t;
create materialized view a.n using heap2 as select id as n from a.t;
