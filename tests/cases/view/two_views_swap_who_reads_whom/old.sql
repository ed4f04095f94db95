create schema a;
create table a.t (id integer);
create view a.one as select id from a.t;
create view a.two as select id from a.one;
