-- superuser
create extension postgres_fdw; create server s foreign data wrapper postgres_fdw options (host 'a', dbname 'x'); create user mapping for public server s options (user 'u');
create foreign table public.ft (id int options (column_name 'i'), n text) server s options (table_name 't'); grant usage on foreign server s to case_a; grant select on public.ft to case_a;
