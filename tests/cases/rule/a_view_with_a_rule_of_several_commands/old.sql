create schema a;
create table a.t (id integer, n integer);
create table a.log (at timestamptz, n integer);
create view a.v as select id, n from a.t;
create rule upd as on update to a.v do instead (update a.t set n = new.n where id = old.id; insert into a.log values (now(), old.n));
