-- Domains.
select
    'domain' as kind,
    'pg_catalog.pg_type'::pg_catalog.regclass::oid as classid,
    t.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.typname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(t.typowner),
            'base', pg_catalog.format_type(t.typbasetype, t.typtypmod),
            'collation', case
                when t.typcollation <> b.typcollation then (
                    select quote_ident(cn.nspname) || '.' || quote_ident(l.collname)
                    from pg_catalog.pg_collation as l
                    join pg_catalog.pg_namespace as cn on cn.oid = l.collnamespace
                    where l.oid = t.typcollation
                )
            end,
            'default', pg_catalog.pg_get_expr(t.typdefaultbin, 'pg_catalog.pg_type'::pg_catalog.regclass)
        )
    ) as fields,
    t.typacl::text as acl
from pg_catalog.pg_type as t
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
join pg_catalog.pg_type as b on b.oid = t.typbasetype
where t.typtype = 'd' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
