-- Policies.
select
    'policy' as kind,
    'pg_catalog.pg_policy'::pg_catalog.regclass::oid as classid,
    p.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || p.polname as path,
    json_strip_nulls(
        json_build_object(
            'command', nullif(p.polcmd, '*'),
            'permissive', nullif(p.polpermissive, true),
            'roles', case
                when p.polroles <> array[0::oid] then (
                    select json_agg(r.rolname order by r.rolname)
                    from pg_catalog.pg_roles as r
                    where r.oid = any (p.polroles)
                )
            end,
            'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid),
            'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_policy as p
join pg_catalog.pg_class as c on c.oid = p.polrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
