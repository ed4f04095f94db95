create schema a;
create table a.t (id integer, n integer);
create function a.f() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger one after update on a.t referencing old table as before new table as after for each statement execute function a.f();
create trigger two after insert on a.t for each statement execute function a.f();
