-- superuser
create foreign data wrapper one;
create foreign data wrapper other;
create server s type 'y' version '2' foreign data wrapper other;
create user mapping for case_a server s options (user 'ada');
grant usage on foreign server s to case_a;
comment on server s is 'kept';
