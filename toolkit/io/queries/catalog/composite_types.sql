-- Composite types that are no table's.
select
    'composite type' as kind,
    'pg_catalog.pg_type'::pg_catalog.regclass::oid as classid,
    t.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.typname as path,
    json_build_object(
        'owner', pg_catalog.pg_get_userbyid(t.typowner),
        'attributes', coalesce(
            (
                select
                    json_agg(
                        array[
                            a.attname,
                            pg_catalog.format_type(a.atttypid, a.atttypmod),
                            case
                                when a.attcollation <> b.typcollation then (
                                    select quote_ident(cn.nspname) || '.' || quote_ident(l.collname)
                                    from pg_catalog.pg_collation as l
                                    join pg_catalog.pg_namespace as cn on cn.oid = l.collnamespace
                                    where l.oid = a.attcollation
                                )
                                else ''
                            end
                        ]
                        order by a.attnum
                    )
                from pg_catalog.pg_attribute as a
                join pg_catalog.pg_type as b on b.oid = a.atttypid
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            ),
            '[]'
        )
    ) as fields,
    t.typacl::text as acl
from pg_catalog.pg_class as c
join pg_catalog.pg_type as t on t.oid = c.reltype
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where c.relkind = 'c' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
