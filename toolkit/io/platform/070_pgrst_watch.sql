-- 070_pgrst_watch.sql
-- unless: exists (select from pg_catalog.pg_event_trigger where evtname = 'pgrst_ddl_watch')
-- what: tells PostgREST to read the schema again when something was created, changed or dropped.
-- why: GRANT alone does not tell it, as on Supabase: whoever only grants must notify by himself.
-- real: names, owner, the commands that count, and the schemas and temporary objects that do not.

create function extensions.pgrst_ddl_watch()
returns event_trigger
language plpgsql
as $$
begin
    if exists (
        select
        from pg_event_trigger_ddl_commands() as command
        where (
            command.command_tag = any (array[
                'CREATE SCHEMA', 'ALTER SCHEMA',
                'CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'ALTER TABLE',
                'CREATE FOREIGN TABLE', 'ALTER FOREIGN TABLE',
                'CREATE VIEW', 'ALTER VIEW',
                'CREATE MATERIALIZED VIEW', 'ALTER MATERIALIZED VIEW',
                'CREATE FUNCTION', 'ALTER FUNCTION',
                'CREATE TYPE', 'ALTER TYPE',
                'CREATE RULE', 'COMMENT'
            ])
            and coalesce(command.schema_name, '') <> all (array['pg_temp', 'auth', 'realtime', '_realtime', 'storage'])
        )
        or (command.command_tag = 'CREATE TRIGGER' and command.object_identity not like '% pg\_temp.%')
    ) then
        notify pgrst, 'reload schema';
    end if;
end;
$$;

create function extensions.pgrst_drop_watch()
returns event_trigger
language plpgsql
as $$
begin
    if exists (
        select
        from pg_event_trigger_dropped_objects() as gone
        where (
            gone.object_type = any (array[
                'schema', 'table', 'foreign table', 'view', 'materialized view', 'function', 'type', 'rule'
            ])
            and not gone.is_temporary
            and coalesce(gone.schema_name, '') <> all (array['auth', 'realtime', '_realtime', 'storage'])
        )
        or (gone.object_type = 'trigger' and gone.object_identity not like '% pg\_temp.%')
    ) then
        notify pgrst, 'reload schema';
    end if;
end;
$$;

create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_drop_watch();
