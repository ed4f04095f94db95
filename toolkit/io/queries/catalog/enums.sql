-- Enumerations.
select
    'enum' as kind,
    'pg_catalog.pg_type'::pg_catalog.regclass::oid as classid,
    t.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.typname as path,
    json_build_object(
        'owner', pg_catalog.pg_get_userbyid(t.typowner),
        'values', coalesce(
            (select json_agg(e.enumlabel order by e.enumsortorder) from pg_catalog.pg_enum as e where e.enumtypid = t.oid),
            '[]'
        )
    ) as fields,
    t.typacl::text as acl
from pg_catalog.pg_type as t
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where t.typtype = 'e' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
