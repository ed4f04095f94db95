create schema a;
create table a.t (id integer, n integer, x text);
create view a.v as select id, n from a.t where x > 'a';
