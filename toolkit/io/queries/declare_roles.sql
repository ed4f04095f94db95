-- Makes the roles in the setting toolkit.roles, [{"name": …, "attributes": {"login": false, …}}, …], what it says.
-- An attribute is altered only where it differs: a role that is no superuser may not even mention some of them.
-- Memberships and settings that a role has from before are taken away; the policy files give them anew.
do $roles$
declare
    wanted record;
    item record;
begin
    for wanted in
        select
            r.name,
            -- A word for each attribute, as CREATE ROLE takes it; `no…` only where it differs from the default.
            (
                select string_agg(case a.value when 'true' then a.key else 'no' || a.key end, ' ')
                from jsonb_each_text(r.attributes) as a
                where a.value = 'true' or a.key = 'inherit'
            ) as options,
            r.attributes
        from jsonb_to_recordset(current_setting('toolkit.roles')::jsonb) as r (name text, attributes jsonb)
    loop
        if not exists (select from pg_roles as r where r.rolname = wanted.name) then
            begin
                if
                    (wanted.attributes ->> 'bypassrls')::boolean
                    and current_setting('server_version_num')::integer < 160000
                    and to_regprocedure('toolkit_shim.create_bypassrls_role(text)') is not null
                then
                    -- Before Postgres 16 only a superuser may give BYPASSRLS. Supabase's own extension lifts that for
                    -- postgres; the local stand-in has this function in its place.
                    perform toolkit_shim.create_bypassrls_role(wanted.name);
                else
                    execute format('create role %I %s', wanted.name, wanted.options);
                end if;
            exception when duplicate_object or unique_violation then
                null;  -- a run on another database of this server was quicker
            end;
        end if;

        for item in
            select case a.value when 'true' then a.key else 'no' || a.key end as option
            from pg_roles as r
            cross join lateral (
                values
                ('superuser', r.rolsuper),
                ('createdb', r.rolcreatedb),
                ('createrole', r.rolcreaterole),
                ('inherit', r.rolinherit),
                ('login', r.rolcanlogin),
                ('replication', r.rolreplication),
                ('bypassrls', r.rolbypassrls)
            ) as present (attribute, is_set)
            join jsonb_each_text(wanted.attributes) as a on a.key = present.attribute
            where r.rolname = wanted.name and a.value::boolean <> present.is_set
        loop
            execute format('alter role %I %s', wanted.name, item.option);
        end loop;

        if exists (select from pg_roles as r where r.rolname = wanted.name and r.rolconfig is not null) then
            execute format('alter role %I reset all', wanted.name);
        end if;

        for item in
            select m.roleid::regrole as granted, m.member::regrole as member
            from pg_auth_members as m
            where
                -- Since Postgres 16 who makes a role is a member of it, so as to be able to give it to others.
                (m.roleid = quote_ident(wanted.name)::regrole and m.member <> quote_ident(current_user)::regrole)
                or m.member = quote_ident(wanted.name)::regrole
        loop
            execute format('revoke %s from %s', item.granted, item.member);
        end loop;
    end loop;
end
$roles$;
