create schema a;
create table a.base (id integer, n integer);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create view a.v as select id, n from a.base;
create trigger after_insert after insert on a.v for each statement execute function a.f();
alter view a.v alter column n set default 4;
create view a.w as select n from a.v;
grant select on a.v to case_a;
