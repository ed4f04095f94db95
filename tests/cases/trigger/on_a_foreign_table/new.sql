-- superuser
create schema a;
create foreign data wrapper w;
create server s foreign data wrapper w;
create foreign table a.t (id integer) server s;
create function a.f() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger one after update on a.t for each row execute function a.f();
