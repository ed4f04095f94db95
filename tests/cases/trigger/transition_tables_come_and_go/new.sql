create schema a;
create table a.t (id integer, n integer);
create function a.f() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger one after update on a.t referencing new table as "Neu" for each row execute function a.f();
create trigger two after insert on a.t referencing new table as n for each statement execute function a.f();
