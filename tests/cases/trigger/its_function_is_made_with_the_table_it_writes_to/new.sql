create schema a;
create table a.t (id integer);
create table a.log (id integer);
create function a.f() returns trigger language plpgsql as $$ begin insert into a.log values (new.id); return new; end $$;
create trigger one before insert on a.t for each row execute function a.f();
