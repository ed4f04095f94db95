create schema a;
create sequence a.s;
create table a.t (id integer, n integer, "Größe" text);
create view a.v as select * from a.t;
alter view a.v alter column n set default nextval('a.s');
alter view a.v alter column "Größe" set default 'x';
