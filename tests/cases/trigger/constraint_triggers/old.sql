create schema a;
create table a.t (id integer, n integer);
create table a.u (id integer);
create function a.f() returns trigger language plpgsql as $$ begin return null; end $$;
create constraint trigger one after insert on a.t for each row execute function a.f();
create constraint trigger two after insert or update on a.t deferrable initially deferred for each row execute function a.f();
create trigger three after insert on a.t for each row execute function a.f();
comment on trigger two on a.t is '2';
