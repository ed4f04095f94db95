-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger o on ddl_command_start execute function a.f();
create event trigger d on ddl_command_start execute function a.f();
create event trigger r on ddl_command_start execute function a.f();
alter event trigger d disable;
alter event trigger r enable replica;
