-- superuser
create extension postgres_fdw;
create server s foreign data wrapper postgres_fdw;
create user mapping for case_a server s options (user 'ada', password 'secret-word');
create user mapping for public server s options (user 'x');
