create schema a;
create table a.t (id integer, n integer);
create table a.log (id integer, what text, at timestamptz default now());
create rule ins as on insert to a.t do also (insert into a.log (id, what) values (new.id, 'ins'); notify a_channel);
create rule upd as on update to a.t where new.n > old.n do insert into a.log values (old.id, 'up; grown');
create rule del as on delete to a.t where old.id = 1 do instead delete from a.log where id = old.id;
create rule "Neue Regel" as on insert to a.log do also notify b_channel;
comment on rule del on a.t is 'sometimes';
