create schema a;
create table a.t (id integer);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one before insert on a.t for each row execute function a.f();
create constraint trigger two after insert on a.t for each row execute function a.f();
alter table a.t disable trigger one;
alter table a.t enable always trigger two;
