create extension postgres_fdw; create server s version '2' foreign data wrapper postgres_fdw options (host 'b', port '5'); create user mapping for case_a server s options (user 'u2'); 
create foreign table public.ft (id int options (column_name 'k') not null, n text default 'x', check (id>0)) server s options (schema_name 't'); 
