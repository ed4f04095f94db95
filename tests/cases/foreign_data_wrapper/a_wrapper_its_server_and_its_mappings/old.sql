-- superuser
create schema a;
create foreign data wrapper w options (debug 'true', level '3');
create server s type 'oracle' version '1' foreign data wrapper w options (host 'a', dbname 'it''s');
create user mapping for public server s options (user 'ada', password 'secret-word');
create foreign table a.t (id int options (name 'ID') not null, n text) server s options (kind 'x');
comment on foreign data wrapper w is 'w';
comment on server s is 's';
