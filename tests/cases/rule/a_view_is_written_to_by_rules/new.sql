create schema a;
create table a.t (id integer, n bigint, m integer);
create view a.v as select id, n from a.t;
create rule ins as on insert to a.v do instead insert into a.t (id, n) values (new.id, new.n) returning id, n;
create rule del as on delete to a.v do instead delete from a.t where id = old.id;
