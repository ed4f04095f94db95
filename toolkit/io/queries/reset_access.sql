-- Closes the schemas named in the setting toolkit.schemas (a JSON array): no policy, no grant, no default privilege
-- stays, but those of the owner. What the policy files say is brought in after it, in the same transaction, so nobody
-- ever sees the state between. Row security stays on throughout: a table without policies is closed, not open.
-- Objects that belong to an extension, or to a role that we are not, are left alone.
do $reset$
declare
    covered oid[] := array(
        select n.oid
        from pg_namespace as n
        where current_setting('toolkit.schemas')::jsonb ? n.nspname::text
    );
    item record;
begin
    -- Dropping a policy needs the table for itself. Taking all locks first, and waiting for none, means that no reader
    -- ever queues behind us; a busy table fails the transaction at once, and it is tried again later.
    for item in
        select c.oid::regclass as object
        from pg_class as c
        where
            c.relnamespace = any (covered)
            and c.relkind in ('r', 'p')
            and pg_has_role(c.relowner, 'usage')
            and not exists (
                select from pg_depend as d
                where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
            )
            and (c.relacl is not null or exists (select from pg_policy as p where p.polrelid = c.oid))
        order by c.oid
    loop
        execute format('lock table only %s in access exclusive mode nowait', item.object);
    end loop;

    for item in
        select p.polname as policy, c.oid::regclass as object
        from pg_policy as p
        join pg_class as c on c.oid = p.polrelid
        where c.relnamespace = any (covered) and pg_has_role(c.relowner, 'usage')
    loop
        execute format('drop policy %I on %s', item.policy, item.object);
    end loop;

    for item in
        select
            o.kind,
            o.object,
            case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end as grantee
        from (
            select 'schema' as kind, quote_ident(n.nspname) as object, n.nspacl as acl, n.nspowner as owner, n.oid,
                'pg_namespace'::regclass as class
            from pg_namespace as n
            where n.oid = any (covered)
            union all
            select
                case c.relkind when 'S' then 'sequence' else 'table' end,
                c.oid::regclass::text,
                -- Column grants go with those of the table, so they need only be seen here.
                array_cat(
                    c.relacl,
                    (
                        select array_agg(x.entry)
                        from pg_attribute as t
                        cross join unnest(t.attacl) as x (entry)
                        where t.attrelid = c.oid and not t.attisdropped
                    )
                ),
                c.relowner,
                c.oid,
                'pg_class'::regclass
            from pg_class as c
            where c.relnamespace = any (covered) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
            union all
            select
                'routine',
                f.oid::regprocedure::text,
                coalesce(f.proacl, acldefault('f', f.proowner)),  -- a new function belongs to PUBLIC until told otherwise
                f.proowner,
                f.oid,
                'pg_proc'::regclass
            from pg_proc as f
            where f.pronamespace = any (covered)
            union all
            select 'type', t.oid::regtype::text, t.typacl, t.typowner, t.oid, 'pg_type'::regclass
            from pg_type as t
            where t.typnamespace = any (covered) and t.typacl is not null
        ) as o
        cross join aclexplode(nullif(o.acl, '{}')) as a
        where
            a.grantee <> o.owner
            and pg_has_role(o.owner, 'usage')
            and not exists (
                select from pg_depend as d where d.classid = o.class and d.objid = o.oid and d.deptype = 'e'
            )
        group by 1, 2, 3
    loop
        execute format('revoke all on %s %s from %s cascade', item.kind, item.object, item.grantee);
    end loop;

    for item in
        select
            d.defaclnamespace::regnamespace as in_schema,
            pg_get_userbyid(d.defaclrole) as creator,
            case d.defaclobjtype
                when 'r' then 'tables'
                when 'S' then 'sequences'
                when 'f' then 'functions'
                when 'T' then 'types'
            end as objects,
            case a.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end as grantee
        from pg_default_acl as d
        cross join aclexplode(nullif(d.defaclacl, '{}')) as a
        where
            d.defaclnamespace = any (covered)
            and a.grantee <> d.defaclrole
            and pg_has_role(d.defaclrole, 'usage')
        group by 1, 2, 3, 4
    loop
        execute format(
            'alter default privileges for role %I in schema %s revoke all on %s from %s',
            item.creator, item.in_schema, item.objects, item.grantee
        );
    end loop;
end
$reset$;
