-- superuser
create schema a;
create function a.f() returns event_trigger language plpgsql as $$ begin raise exception 'no'; end $$;
create event trigger guard on ddl_command_start execute function a.f();
alter event trigger guard disable;
alter event trigger guard disable;
create table a.t (id integer);
comment on table a.t is 'x';
