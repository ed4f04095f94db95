create schema a;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create table a.t (id integer) partition by range (id);
create table a.t1 partition of a.t for values from (1) to (10);
create table a.t2 partition of a.t for values from (10) to (20);
create trigger one before insert on a.t for each row execute function a.f();
create constraint trigger two after insert on a.t for each row execute function a.f();
alter table a.t1 disable trigger one;
alter table a.t2 disable trigger two;
