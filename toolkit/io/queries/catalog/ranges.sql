-- Range types.
select
    'range' as kind,
    'pg_catalog.pg_type'::pg_catalog.regclass::oid as classid,
    t.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.typname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(t.typowner),
            'subtype', pg_catalog.format_type(r.rngsubtype, null),
            'opclass', case
                when not o.opcdefault then (
                    select quote_ident(cn.nspname) || '.' || quote_ident(o.opcname)
                    from pg_catalog.pg_namespace as cn
                    where cn.oid = o.opcnamespace
                )
            end,
            'collation', case
                when r.rngcollation <> 0 and r.rngcollation <> s.typcollation then (
                    select quote_ident(cn.nspname) || '.' || quote_ident(l.collname)
                    from pg_catalog.pg_collation as l
                    join pg_catalog.pg_namespace as cn on cn.oid = l.collnamespace
                    where l.oid = r.rngcollation
                )
            end,
            'canonical', nullif(r.rngcanonical::oid, 0)::pg_catalog.regproc,
            'subtype_diff', nullif(r.rngsubdiff::oid, 0)::pg_catalog.regproc,
            'multirange', pg_catalog.format_type(r.rngmultitypid, null)
        )
    ) as fields,
    t.typacl::text as acl
from pg_catalog.pg_range as r
join pg_catalog.pg_type as t on t.oid = r.rngtypid
join pg_catalog.pg_type as s on s.oid = r.rngsubtype
join pg_catalog.pg_opclass as o on o.oid = r.rngsubopc
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
