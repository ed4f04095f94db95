create schema a;
create table a.t (id integer, n integer, x text);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one after insert or delete on a.t for each row execute function a.f();
create trigger two before update of n on a.t for each row execute function a.f('a', 'b', '\c');
create trigger three before truncate or insert on a.t for each statement execute function a.f();
create trigger "Vier" before update on a.t for each row when (old.* is distinct from new.*) execute function a.f();
comment on trigger one on a.t is '1st';
