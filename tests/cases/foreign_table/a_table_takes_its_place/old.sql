-- superuser
create extension file_fdw; create server s foreign data wrapper file_fdw; create schema a; create foreign table a.f (id int, n text) server s options (filename '/dev/null'); create view a.v as select id from a.f;
