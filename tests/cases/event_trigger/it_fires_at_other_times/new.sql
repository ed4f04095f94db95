-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger o on ddl_command_start execute function a.f();
create event trigger d on ddl_command_start execute function a.f();
create event trigger r on ddl_command_start execute function a.f();
alter event trigger o enable always;
alter event trigger r disable;
