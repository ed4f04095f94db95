-- superuser
create schema a;
create extension postgres_fdw;
create extension file_fdw;
create server s foreign data wrapper postgres_fdw options (host 'a', dbname 'b');
create foreign table a.t (id int) server s options (schema_name 'x', table_name 'y');
create view a.v as select id from a.t;
