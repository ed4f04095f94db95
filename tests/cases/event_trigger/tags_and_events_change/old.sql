-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create function a.g() returns event_trigger language plpgsql as $$ begin end $$;
create table a.t (id integer);
create event trigger guard on sql_drop when tag in ('DROP TABLE') execute function a.f();
create event trigger "Wächter" on ddl_command_end execute function a.g();
comment on event trigger guard is 'no';
