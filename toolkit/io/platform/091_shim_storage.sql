-- 091_shim_storage.sql
-- unless: to_regclass('storage.buckets') is null or to_regprocedure('toolkit_shim.guard_storage()') is not null
-- what: policies and triggers on the tables of storage, which Supabase allows `postgres` through its own extension.
-- why: policies belong to the owner of a table, so here a role that `postgres` is a member of owns these two; what
--     Supabase refuses on them is refused by event triggers. Shim: nothing in this file exists on Supabase.

do $$
begin
    if to_regrole('toolkit_shim_storage_owner') is null then
        create role toolkit_shim_storage_owner nologin;
    end if;
    grant toolkit_shim_storage_owner to postgres, supabase_storage_admin;
end;
$$;

alter table storage.buckets owner to toolkit_shim_storage_owner;
alter table storage.objects owner to toolkit_shim_storage_owner;
grant all on storage.buckets, storage.objects to supabase_storage_admin;

create function toolkit_shim.guard_storage()
returns event_trigger
language plpgsql
set search_path = ''
as $$
declare
    is_platform constant boolean := (
        select caller.rolsuper or caller.rolname = 'supabase_storage_admin'
        from pg_catalog.pg_roles as caller
        where caller.rolname = current_user
    );
    touched text;
begin
    if is_platform then
        return;
    end if;
    if tg_event = 'sql_drop' then
        select gone.object_identity
        into touched
        from pg_catalog.pg_event_trigger_dropped_objects() as gone
        where gone.schema_name = 'storage' and gone.object_type not in ('policy', 'trigger');
    else
        select command.object_identity
        into touched
        from pg_catalog.pg_event_trigger_ddl_commands() as command
        where (command.schema_name = 'storage' and command.command_tag not in (
            'CREATE POLICY', 'ALTER POLICY', 'CREATE TRIGGER', 'GRANT', 'REVOKE'
        )) or (command.object_identity like '% on storage.%' and command.command_tag in (
            'COMMENT', 'ALTER TRIGGER', 'CREATE RULE', 'ALTER RULE'
        ));
    end if;
    if touched is not null then
        raise insufficient_privilege using message = format('must be owner of table objects or buckets: %s', touched);
    end if;
end;
$$;

create event trigger toolkit_shim_guard_storage on ddl_command_end execute function toolkit_shim.guard_storage();
create event trigger toolkit_shim_guard_storage_drop on sql_drop execute function toolkit_shim.guard_storage();
