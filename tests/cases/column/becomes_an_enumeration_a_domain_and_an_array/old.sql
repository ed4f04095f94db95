create schema a; create table a.t (a text default 'x', b int, c text); insert into a.t values ('x', 1, '{y}'); create index i on a.t (a); create view a.v as select a, b from a.t;
