-- 010_roles.sql
-- what: the roles of a Supabase database with their attributes, settings and memberships.
-- why: what a role may do is the main thing in which Supabase differs from a plain Postgres: `postgres` is no superuser.
-- real: names, attributes, timeouts and memberships are Supabase's; a role that exists is left as it is.
-- missing: safeupdate (no UPDATE or DELETE without WHERE through the API) is an extension that no wheel ships; and
--     nothing protects the reserved roles from a deployer who holds ADMIN on them (Supabase's own extension does).

do $$
declare
    wanted record;
    setting text;
begin
    for wanted in
        select
            listed.role_name,
            listed.attributes,
            listed.settings
        from (
            values
            ('supabase_admin', 'login superuser createdb createrole replication bypassrls', '{}'::text[]),
            (
                'postgres', 'login inherit createdb createrole replication bypassrls',
                array['search_path = "$user", public, extensions']
            ),
            ('anon', 'nologin inherit', array['statement_timeout = ''3s''']),
            ('authenticated', 'nologin inherit', array['statement_timeout = ''8s''']),
            ('service_role', 'nologin inherit bypassrls', '{}'),
            ('authenticator', 'login noinherit', array['statement_timeout = ''8s''', 'lock_timeout = ''8s''']),
            ('supabase_auth_admin', 'login noinherit createrole', array['search_path = auth']),
            ('supabase_storage_admin', 'login noinherit createrole', array['search_path = storage']),
            ('supabase_realtime_admin', 'nologin noinherit', '{}'),
            ('supabase_replication_admin', 'login replication', '{}'),
            ('supabase_read_only_user', 'login bypassrls', '{}'),
            ('dashboard_user', 'nologin createdb createrole replication', '{}'),
            ('pgbouncer', 'login', '{}')
        ) as listed (role_name, attributes, settings)
        where to_regrole(quote_ident(listed.role_name)) is null
    loop
        execute format('create role %I with %s', wanted.role_name, wanted.attributes);
        foreach setting in array wanted.settings loop
            execute format('alter role %I set %s', wanted.role_name, setting);
        end loop;
    end loop;
end;
$$;

grant anon, authenticated, service_role to authenticator;
grant pg_read_all_data to supabase_read_only_user;
grant authenticator, pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

do $$
begin
    if current_setting('server_version_num')::integer < 160000 then
        grant anon, authenticated, service_role to postgres; -- CREATEROLE alone is enough to grant and alter them
    else
        grant anon, authenticated, service_role to postgres with admin option;
    end if;
end;
$$;
