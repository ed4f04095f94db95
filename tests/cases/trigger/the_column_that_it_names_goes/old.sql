create schema a;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create table a.t (id integer, n integer);
create trigger one before update of n on a.t for each row execute function a.f();
create trigger two before update of id, n on a.t for each row execute function a.f();
create trigger three before insert on a.t for each row when (new.n > 1) execute function a.f();
