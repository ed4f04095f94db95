-- Notes who changes objects of this database by hand, for `toolkit status --drift`. Made by `toolkit watch`.
create schema if not exists toolkit;

revoke all on schema toolkit from public;

create table if not exists toolkit.ddl_log (
    id bigint generated always as identity,
    noted_at timestamptz not null default clock_timestamp(),
    login_role text not null default session_user,
    application_name text,
    client_address inet default inet_client_addr(),
    command text not null,
    object_type text not null,
    object_identity text not null,
    constraint ddl_log_pkey primary key (id)
);

create index if not exists ddl_log_object_identity_idx on toolkit.ddl_log (object_identity);

alter table toolkit.ddl_log enable row level security;

comment on table toolkit.ddl_log is 'Changes of objects that were not made by the toolkit, one row for each object.';
comment on column toolkit.ddl_log.id is 'Order in which they were made.';
comment on column toolkit.ddl_log.noted_at is 'When the object was changed.';
comment on column toolkit.ddl_log.login_role is 'Role that logged in to change it.';
comment on column toolkit.ddl_log.application_name is 'What the client calls itself.';
comment on column toolkit.ddl_log.client_address is 'Where the client was; null for a local socket.';
comment on column toolkit.ddl_log.command is 'The command, as CREATE TABLE. Its text may hold a password, and is not kept.';
comment on column toolkit.ddl_log.object_type is 'Kind of the object, as Postgres calls it.';
comment on column toolkit.ddl_log.object_identity is 'Name of the object, as Postgres writes it, with its schema.';

-- Whoever keeps the history may read this as well, whoever made it.
do $$
begin
    execute (
        select pg_catalog.format('alter table toolkit.ddl_log owner to %s', n.nspowner::pg_catalog.regrole)
        from pg_catalog.pg_namespace as n
        where n.nspname = 'toolkit'
    );
end;
$$;

create or replace function toolkit.tg_note_ddl()
returns event_trigger
language plpgsql
security definer -- whoever changes an object need not be able to write here
set search_path = ''
as $$
declare
    application constant text not null := coalesce(pg_catalog.current_setting('application_name', true), '');
begin
    if application like 'toolkit%' then
        return;
    end if;
    if tg_event = 'sql_drop' then
        insert into toolkit.ddl_log (application_name, command, object_type, object_identity)
        select application, tg_tag, o.object_type, o.object_identity
        from pg_catalog.pg_event_trigger_dropped_objects() as o
        where o.original and not o.is_temporary and o.object_identity is not null;
    else
        insert into toolkit.ddl_log (application_name, command, object_type, object_identity)
        select distinct application, c.command_tag, c.object_type, c.object_identity
        from pg_catalog.pg_event_trigger_ddl_commands() as c
        where c.object_identity is not null and c.schema_name is distinct from 'pg_temp' and not c.in_extension;
    end if;
exception
    when others then
        raise warning 'toolkit.ddl_log: % was not noted: %', tg_tag, sqlerrm;
end;
$$;

comment on function toolkit.tg_note_ddl() is 'Writes toolkit.ddl_log; never stops what it notes.';

drop event trigger if exists toolkit_note_ddl;
create event trigger toolkit_note_ddl on ddl_command_end execute function toolkit.tg_note_ddl();

drop event trigger if exists toolkit_note_drop;
create event trigger toolkit_note_drop on sql_drop execute function toolkit.tg_note_ddl();

comment on event trigger toolkit_note_ddl is 'Notes what was made and changed in toolkit.ddl_log.';
comment on event trigger toolkit_note_drop is 'Notes what was dropped in toolkit.ddl_log.';
