-- superuser
create extension postgres_fdw;
create server s foreign data wrapper postgres_fdw;
create user mapping for case_a server s options (user 'eva', password 'secret-word');
create user mapping for current_user server s options (password_required 'false');
