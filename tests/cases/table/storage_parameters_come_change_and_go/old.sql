create schema a;
create table a.t (id int, note text) with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
create table a.u (id int, note text);
create table a.v (id int, note text) with (fillfactor = 50, parallel_workers = 2, user_catalog_table = true);
insert into a.t values (1, 'x');
