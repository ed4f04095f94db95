create extension file_fdw; create server s foreign data wrapper file_fdw; create schema a; create table a.f (id int, n text); create view a.v as select id from a.f;
