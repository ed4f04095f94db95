create schema a;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create table a.t (id integer) partition by range (id);
create trigger one before insert on a.t for each row execute function a.f();
create trigger two before insert on a.t for each row execute function a.f();
alter table only a.t disable trigger two;
create table a.t1 partition of a.t for values from (1) to (10);
