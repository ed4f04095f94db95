-- Columns of views; what they are, the view says. Only a materialized one has settings of its own for them.
select
    'view column' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    a.attrelid as objid,
    a.attnum as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || a.attname as path,
    case c.relkind
        when 'm' then
            json_strip_nulls(
                json_build_object(
                    'storage', case when a.attstorage <> t.typstorage then a.attstorage::text || t.typstorage::text end,
                    'compression', nullif(a.attcompression, ''),
                    'statistics', nullif(a.attstattarget, -1),
                    'options', (
                        select json_agg(one.text)
                        from unnest(a.attoptions) as one (text)
                        where one.text !~ '^pg_' -- Postgres' own: pg_attver, since a security release
                    )
                )
            )
        else '{}'
    end as fields,
    a.attacl::text as acl
from pg_catalog.pg_attribute as a
join pg_catalog.pg_class as c on c.oid = a.attrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_type as t on t.oid = a.atttypid
where
    a.attnum > 0
    and not a.attisdropped
    and c.relkind in ('v', 'm')
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
