create schema a;
create extension btree_gist schema a;
create type a.e as enum ('y', 'x');
create table a.t (e a.e, during int4range, exclude using gist (e with =, during with &&));
insert into a.t values ('x', '[1,2)');
create statistics a.st on e, during from a.t;
alter table a.t alter e set statistics 55, alter e set (n_distinct = 3);
