-- since: 17
-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger o on ddl_command_start execute function a.f();
