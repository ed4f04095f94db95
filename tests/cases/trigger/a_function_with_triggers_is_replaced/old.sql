create schema a;
create table a.t (id integer);
create table a.p (id integer) partition by range (id);
create table a.p1 partition of a.p for values from (1) to (2);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one before insert on a.t for each row execute function a.f();
create trigger one before insert on a.p for each row execute function a.f();
