-- Materialized views.
select
    'materialized view' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    c.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(c.relowner),
            'definition', btrim(pg_catalog.pg_get_viewdef(c.oid), e' \n;'),
            'columns', (
                select
                    json_agg(
                        array[
                            a.attname,
                            pg_catalog.format_type(a.atttypid, a.atttypmod),
                            case when a.attcollation <> t.typcollation then a.attcollation::pg_catalog.regcollation::text else '' end
                        ]
                        order by a.attnum
                    )
                from pg_catalog.pg_attribute as a
                join pg_catalog.pg_type as t on t.oid = a.atttypid
                where a.attrelid = c.oid and a.attnum > 0
            ),
            'access_method', nullif(m.amname, 'heap'),
            'options', c.reloptions,
            'toast_options', (select t.reloptions from pg_catalog.pg_class as t where t.oid = c.reltoastrelid),
            'is_populated', nullif(c.relispopulated, true)
        )
    ) as fields,
    c.relacl::text as acl
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_am as m on m.oid = c.relam
where c.relkind = 'm' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
