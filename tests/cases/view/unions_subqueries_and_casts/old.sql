create schema a;
create table a.t (id integer, n varchar(20), d date);
create view a.v as select id from a.t union select 1;
