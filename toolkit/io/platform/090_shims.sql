-- 090_shims.sql
-- unless: to_regnamespace('toolkit_shim') is not null
-- what: what Supabase allows `postgres` through an extension of its own (supautils), as near as plain Postgres comes.
-- why: a project that needs one of these things shall work here too. Nothing in this file exists on Supabase: SQL
--     that calls a function of toolkit_shim must first ask whether it is there.
-- the schema itself is the mark by which the toolkit knows its stand-in from the real thing.

create schema toolkit_shim authorization supabase_admin;
comment on schema toolkit_shim is 'Marks the stand-in for Supabase; holds what replaces its extension supautils.';
grant usage on schema toolkit_shim to postgres;

-- Shim 1: `alter role authenticator set pgrst.db_schemas = ...` and its like. ADMIN also lets the deployer alter and
-- drop the role, which Supabase refuses.
do $$
declare
    setting text;
begin
    if current_setting('server_version_num')::integer >= 160000 then
        grant authenticator to postgres with admin option;
    end if;
    foreach setting in array array[
        'pgrst.db_schemas', 'pgrst.db_extra_search_path', 'pgrst.db_max_rows', 'pgrst.db_pre_request',
        'pgrst.db_aggregates_enabled', 'pgrst.db_plan_enabled', 'pgrst.db_tx_end', 'pgrst.jwt_aud', 'pgrst.jwt_secret',
        'pgrst.jwt_role_claim_key', 'pgrst.openapi_mode', 'pgrst.server_timing_enabled', 'session_replication_role'
    ] loop
        execute format('grant set on parameter %I to postgres', setting);
    end loop;
end;
$$;

-- Shim 2: `create role x bypassrls` on Postgres 15, where only a superuser may (on 16 and later who has it may give it).
do $outer$
begin
    if current_setting('server_version_num')::integer >= 160000 then
        return;
    end if;

    create function toolkit_shim.create_bypassrls_role(role_name text)
    returns void
    language plpgsql
    volatile
    security definer -- only a superuser gives BYPASSRLS; the deployer has it itself, so nobody gains anything by it
    set search_path = ''
    as $$
    begin
        execute format('create role %I nologin bypassrls', create_bypassrls_role.role_name);
    end;
    $$;

    comment on function toolkit_shim.create_bypassrls_role(text)
    is 'Makes a NOLOGIN role with BYPASSRLS for the deployer, who then alters it as it likes. Postgres 15 only.';
    revoke all on function toolkit_shim.create_bypassrls_role(text) from public;
    grant execute on function toolkit_shim.create_bypassrls_role(text) to postgres;
end;
$outer$;

-- Shim 3: extensions that Postgres does not trust and Supabase allows. Trusted ones need no help: `postgres` owns the
-- database.
create function toolkit_shim.create_extension(extension_name text)
returns void
language plpgsql
volatile
security definer -- as supabase_admin, as Supabase itself does it
set search_path = ''
as $$
begin
    if create_extension.extension_name <> all (array[
        'autoinc', 'bloom', 'dblink', 'dict_int', 'dict_xsyn', 'earthdistance', 'insert_username', 'moddatetime',
        'pg_buffercache', 'pg_prewarm', 'pg_stat_statements', 'pg_walinspect', 'pgrowlocks', 'pgstattuple',
        'postgres_fdw', 'refint', 'sslinfo', 'vector'
    ]) then
        raise insufficient_privilege
        using message = format('permission denied to create extension "%s"', create_extension.extension_name);
    end if;
    execute format('create extension if not exists %I with schema extensions', create_extension.extension_name);
end;
$$;

comment on function toolkit_shim.create_extension(text)
is 'Installs an extension that Supabase allows and Postgres does not trust, into the schema extensions.';
revoke all on function toolkit_shim.create_extension(text) from public;
grant execute on function toolkit_shim.create_extension(text) to postgres;
