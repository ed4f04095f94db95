create schema a;
create sequence a.s;
create table a.t (id integer, n integer, "Größe" text);
create view a.v as select * from a.t;
alter view a.v alter column id set default 1;
alter view a.v alter column n set default 2;
