create schema a;
create table a.t (id integer);
create rule r as on insert to a.t do also notify t;
alter table a.t disable rule r;
