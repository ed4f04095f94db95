create schema a;
create function a.note() returns trigger language plpgsql as 'begin return new; end';
create type a.kind as enum ('a', 'b', 'c');
create table a.t (id int primary key, kind a.kind);
insert into a.t values (1, 'a');
create trigger note before update of kind on a.t for each row when (new.kind = 'b'::a.kind) execute function a.note();
create rule quiet as on delete to a.t where old.kind = 'a'::a.kind do instead nothing;
