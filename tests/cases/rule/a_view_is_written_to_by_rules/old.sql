create schema a;
create table a.t (id integer, n integer);
create view a.v as select id, n from a.t;
create rule ins as on insert to a.v do instead insert into a.t values (new.id, new.n) returning id, n;
create rule upd as on update to a.v do instead update a.t set n = new.n where id = old.id;
