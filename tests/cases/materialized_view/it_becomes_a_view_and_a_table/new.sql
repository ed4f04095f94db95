create schema a;
create table a.t (id integer);
create view a.m as select id from a.t;
create table a.n (id integer);
create index i on a.n (id);
