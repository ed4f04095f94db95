create schema a;
create table a.t (id integer, n integer);
create table a.log (id integer, what text, at timestamptz default now());
create rule ins as on insert to a.t do also insert into a.log (id, what) values (new.id, 'ins');
create rule upd as on update to a.t where new.n is distinct from old.n do insert into a.log values (old.id, 'upd');
create rule del as on delete to a.t do instead nothing;
create rule gone as on insert to a.log where new.id < 0 do instead nothing;
comment on rule del on a.t is 'never';
