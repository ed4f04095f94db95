create schema a;
create table a.t (id integer, n integer, x text);
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one before insert on a.t for each row execute function a.f();
create trigger two after update of n, x on a.t for each row execute function a.f('a', 'it''s');
create trigger three after truncate on a.t execute function a.f();
comment on trigger one on a.t is 'first';
