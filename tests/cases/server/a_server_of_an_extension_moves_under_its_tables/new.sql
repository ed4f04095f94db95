-- superuser
create schema a;
create extension postgres_fdw;
create extension file_fdw;
create server s2 foreign data wrapper postgres_fdw options (host 'a', dbname 'b', fetch_size '10');
create foreign table a.t (id int) server s2 options (schema_name 'x');
create view a.v as select id from a.t;
