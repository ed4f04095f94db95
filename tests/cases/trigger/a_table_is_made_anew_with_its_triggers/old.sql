create schema a;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create table a.t (id integer, n integer) partition by range (id);
create trigger one before insert on a.t for each row execute function a.f();
alter table a.t disable trigger one;
comment on trigger one on a.t is '1';
