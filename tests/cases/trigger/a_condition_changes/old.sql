create schema a;
create table a.t (id integer, n varchar(10));
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one before update on a.t for each row when (old.n is distinct from new.n) execute function a.f();
create trigger two before insert on a.t for each row when (new.id > 0) execute function a.f();
