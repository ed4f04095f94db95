create schema a;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create function a.g() returns trigger language plpgsql as $$ begin return new; end $$;
create table a.t (id integer, n integer) partition by range (id);
create table a.t1 partition of a.t for values from (1) to (10);
create table a.t2 partition of a.t for values from (10) to (20) partition by list (n);
create table a.t21 partition of a.t2 for values in (1);
create trigger one before insert on a.t for each row execute function a.f();
create trigger two after insert on a.t for each statement execute function a.f();
