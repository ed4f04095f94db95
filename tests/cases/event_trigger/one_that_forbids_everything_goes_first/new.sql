-- superuser
create schema a;
create table a.u (id integer, n integer);
create function a.f() returns event_trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create event trigger guard on ddl_command_start execute function a.f();
