create schema a;
create table a.t (id integer);
create view a.v as select id from a.t;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one instead of insert on a.v for each row execute function a.f();
create trigger two after insert on a.v for each statement execute function a.f();
