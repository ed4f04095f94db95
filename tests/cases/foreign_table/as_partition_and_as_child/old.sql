-- superuser
create extension file_fdw; create server s foreign data wrapper file_fdw; create schema a; create table a.p (id int, n text) partition by list (id); create table a.q (id int);
