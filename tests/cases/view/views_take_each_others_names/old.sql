create schema a;
create table a.t (id integer, n text);
create view a.one as select id from a.t;
create view a.two as select n from a.t;
create view a.three as select one.id, two.n from a.one, a.two;
