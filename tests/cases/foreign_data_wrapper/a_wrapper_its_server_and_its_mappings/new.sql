-- superuser
create schema a;
create foreign data wrapper w options (debug 'false');
create server s type 'oracle' version '2' foreign data wrapper w options (host 'b', port '5');
create user mapping for public server s options (user 'eva', password 'secret-word');
create user mapping for case_a server s options (user 'x');
create foreign table a.t (id int options (name 'id', more '1') not null, n text) server s options (kind 'y', other 'z');
comment on foreign data wrapper w is 'w2';
