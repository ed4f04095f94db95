create schema a;
create table a.t (id integer, n integer);
create table a.log (at timestamptz, n integer);
create view a.v as select id, n, n > 1 as big from a.t;
create rule upd as on update to a.v where new.n > 0 do instead (update a.t set n = new.n where id = old.id; insert into a.log values (now(), new.n), (null, old.n); delete from a.log where n in (1, 2));
create rule nothing as on update to a.v do instead nothing;
