-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin end $$;
create function a.g() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger e on ddl_command_end execute function a.g();
comment on event trigger e is 'e';
