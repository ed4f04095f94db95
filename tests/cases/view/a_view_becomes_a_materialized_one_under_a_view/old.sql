create schema a;
create table a.base (id integer, n integer);
create view a.t as select id, n from a.base;
create view a.w as select id from a.t;
comment on view a.t is 'x';
