create schema a;
create table a.t (id integer);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger o before insert on a.t for each row execute function a.f();
create trigger d before insert on a.t for each row execute function a.f();
create trigger r before insert on a.t for each row execute function a.f();
create trigger x before insert on a.t for each row execute function a.f();
alter table a.t disable trigger o;
alter table a.t enable always trigger r;
