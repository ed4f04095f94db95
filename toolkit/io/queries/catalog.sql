-- What the schemas of a project hold, one row for each object and property, in words that are equal on every server that
-- means the same: names instead of oids, expressions as Postgres prints them while search_path is empty, privileges
-- exploded and without the owner's own. Parameter: the schemas, as an array.
with covered as (
    select n.oid, n.nspname, n.nspowner, n.nspacl
    from pg_catalog.pg_namespace as n
    where n.nspname = any (%(schemas)s::text[])
),

relations as (
    select
        c.*,
        v.nspname,
        format('%%I.%%I', v.nspname, c.relname) as path
    from pg_catalog.pg_class as c
    join covered as v on v.oid = c.relnamespace
    where
        not exists (
            select from pg_catalog.pg_depend as d
            where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
        )
),

routines as (
    select
        p.*,
        format('%%I.%%I(%%s)', v.nspname, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid)) as path
    from pg_catalog.pg_proc as p
    join covered as v on v.oid = p.pronamespace
    where
        not exists (
            select from pg_catalog.pg_depend as d
            where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'
        )
),

privileges (kind, path, acl, owner) as (
    select 'schema', v.nspname::text, v.nspacl, v.nspowner from covered as v
    union all
    select 'relation', r.path, r.relacl, r.relowner from relations as r
    union all
    select 'column', r.path || '.' || quote_ident(a.attname), a.attacl, r.relowner
    from relations as r
    join pg_catalog.pg_attribute as a on a.attrelid = r.oid and not a.attisdropped
    union all
    select 'routine', p.path, coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner)), p.proowner from routines as p
),

facts (kind, path, property, content) as (
    select 'schema', v.nspname::text, 'owner', pg_catalog.pg_get_userbyid(v.nspowner)::text from covered as v
    union all
    select 'schema', v.nspname::text, 'comment', pg_catalog.obj_description(v.oid, 'pg_namespace') from covered as v
    union all
    select
        case r.relkind
            when 'r' then 'table'
            when 'p' then 'table'
            when 'v' then 'view'
            when 'm' then 'materialized view'
            when 'S' then 'sequence'
            when 'f' then 'foreign table'
            when 'c' then 'type'
        end,
        r.path,
        property.name,
        property.content
    from relations as r
    cross join lateral (
        values
        ('kind', r.relkind::text || r.relpersistence::text),
        ('row security', case r.relrowsecurity when true then 'on' end),
        ('row security forced', case r.relforcerowsecurity when true then 'on' end),
        ('options', array_to_string(r.reloptions, ', ')),
        ('replica identity', case when r.relkind in ('r', 'p') then nullif(r.relreplident, 'd')::text end),
        ('partition key', pg_catalog.pg_get_partkeydef(r.oid)),
        ('partition bound', pg_catalog.pg_get_expr(r.relpartbound, r.oid)),
        ('definition', case when r.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(r.oid) end),
        ('comment', pg_catalog.obj_description(r.oid, 'pg_class'))
    ) as property (name, content)
    where r.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
    union all
    select 'column', r.path || '.' || quote_ident(a.attname), property.name, property.content
    from relations as r
    join pg_catalog.pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
    cross join lateral (
        values
        ('position', (
            select count(*)::text
            from pg_catalog.pg_attribute as before
            where before.attrelid = a.attrelid and before.attnum between 1 and a.attnum and not before.attisdropped
        )),
        ('type', pg_catalog.format_type(a.atttypid, a.atttypmod)),
        ('not null', case a.attnotnull when true then 'yes' end),
        ('default', pg_catalog.pg_get_expr(d.adbin, d.adrelid)),
        ('identity', nullif(a.attidentity, '')::text),
        ('generated', nullif(a.attgenerated, '')::text),
        ('comment', pg_catalog.col_description(a.attrelid, a.attnum))
    ) as property (name, content)
    where r.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
    union all
    select 'constraint', r.path || ' ' || quote_ident(k.conname), property.name, property.content
    from relations as r
    join pg_catalog.pg_constraint as k on k.conrelid = r.oid
    cross join lateral (
        values
        ('definition', pg_catalog.pg_get_constraintdef(k.oid)),
        ('comment', pg_catalog.obj_description(k.oid, 'pg_constraint'))
    ) as property (name, content)
    where k.contype <> 'n'  -- Postgres 18 has rows for NOT NULL, which the columns already tell
    union all
    select 'index', r.nspname || '.' || quote_ident(c.relname), property.name, property.content
    from relations as r
    join pg_catalog.pg_index as i on i.indrelid = r.oid
    join pg_catalog.pg_class as c on c.oid = i.indexrelid
    cross join lateral (
        values
        ('definition', pg_catalog.pg_get_indexdef(i.indexrelid)),
        ('invalid', case i.indisvalid when false then 'yes' end),
        ('comment', pg_catalog.obj_description(i.indexrelid, 'pg_class'))
    ) as property (name, content)
    union all
    select 'routine', p.path, property.name, property.content
    from routines as p
    cross join lateral (
        values
        ('definition', case when p.prokind in ('f', 'p') then pg_catalog.pg_get_functiondef(p.oid) else p.prokind::text end),
        ('comment', pg_catalog.obj_description(p.oid, 'pg_proc'))
    ) as property (name, content)
    union all
    select 'trigger', r.path || ' ' || quote_ident(t.tgname), property.name, property.content
    from relations as r
    join pg_catalog.pg_trigger as t on t.tgrelid = r.oid and not t.tgisinternal
    cross join lateral (
        values
        ('definition', pg_catalog.pg_get_triggerdef(t.oid)),
        ('enabled', t.tgenabled::text),
        ('comment', pg_catalog.obj_description(t.oid, 'pg_trigger'))
    ) as property (name, content)
    union all
    select 'policy', r.path || ' ' || quote_ident(p.polname), property.name, property.content
    from relations as r
    join pg_catalog.pg_policy as p on p.polrelid = r.oid
    cross join lateral (
        values
        ('command', p.polcmd::text || case p.polpermissive when true then '' else ' restrictive' end),
        ('roles', (
            select string_agg(case o.role when 0 then 'public' else pg_catalog.pg_get_userbyid(o.role)::text end, ', '
                order by pg_catalog.pg_get_userbyid(o.role))
            from unnest(p.polroles) as o (role)
        )),
        ('using', pg_catalog.pg_get_expr(p.polqual, p.polrelid)),
        ('with check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)),
        ('comment', pg_catalog.obj_description(p.oid, 'pg_policy'))
    ) as property (name, content)
    union all
    select 'type', format('%%I.%%I', v.nspname, t.typname), property.name, property.content
    from pg_catalog.pg_type as t
    join covered as v on v.oid = t.typnamespace
    cross join lateral (
        values
        ('values', (
            select string_agg(e.enumlabel, ', ' order by e.enumsortorder)
            from pg_catalog.pg_enum as e
            where e.enumtypid = t.oid
        )),
        ('base', case t.typtype when 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end),
        ('checks', (
            select string_agg(pg_catalog.pg_get_constraintdef(k.oid), ', ' order by k.conname)
            from pg_catalog.pg_constraint as k
            where k.contypid = t.oid and k.contype <> 'n'
        )),
        ('comment', pg_catalog.obj_description(t.oid, 'pg_type'))
    ) as property (name, content)
    where t.typtype in ('d', 'e')
    union all
    select
        g.kind,
        g.path,
        'granted to ' || case a.grantee when 0 then 'public' else quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) end,
        string_agg(
            a.privilege_type || case a.is_grantable when true then ' with grant option' else '' end, ', '
            order by a.privilege_type
        )
    from privileges as g
    cross join aclexplode(nullif(g.acl, '{}')) as a
    where a.grantee <> g.owner
    group by g.kind, g.path, a.grantee
    union all
    select
        'default privileges',
        coalesce(v.nspname::text, '(every schema)') || ' ' || d.defaclobjtype::text,
        'granted to ' || case a.grantee when 0 then 'public' else quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) end,
        string_agg(a.privilege_type, ', ' order by a.privilege_type)
    from pg_catalog.pg_default_acl as d
    left join covered as v on v.oid = d.defaclnamespace
    cross join aclexplode(nullif(d.defaclacl, '{}')) as a
    where (v.oid is not null or d.defaclnamespace = 0) and a.grantee <> d.defaclrole
    group by v.nspname, d.defaclobjtype, a.grantee
)

select f.kind, f.path, f.property, f.content
from facts as f
where f.content is not null
order by 1, 2, 3, 4;
