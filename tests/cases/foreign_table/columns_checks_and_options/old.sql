-- superuser
create extension file_fdw; create server s foreign data wrapper file_fdw; create schema a; create foreign table a.f (id int options (force_not_null 'true') not null, n text) server s options (filename '/dev/null', format 'csv');
