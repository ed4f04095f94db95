-- superuser
create schema a;
create extension citext with schema public;
create table a.t (id public.citext);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one before insert on a.t for each row execute function a.f();
alter trigger one on a.t depends on extension citext;
