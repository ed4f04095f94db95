create schema a;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create table a.t (id integer) partition by range (id);
create table a.p partition of a.t for values from (1) to (10);
create trigger one before insert on a.t for each row execute function a.f();
alter table a.p disable trigger one;
