-- Columns of tables and foreign tables. What follows from the type is left out.
select
    'column' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    a.attrelid as objid,
    a.attnum as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || a.attname as path,
    json_strip_nulls(
        json_build_object(
            'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
            'collation', case
                when a.attcollation <> t.typcollation then (
                    select quote_ident(cn.nspname) || '.' || quote_ident(l.collname)
                    from pg_catalog.pg_collation as l
                    join pg_catalog.pg_namespace as cn on cn.oid = l.collnamespace
                    where l.oid = a.attcollation
                )
            end,
            'generated', nullif(a.attgenerated, ''),
            'expression', case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
            'storage', case when a.attstorage <> t.typstorage then a.attstorage::text || t.typstorage::text end,
            'compression', nullif(a.attcompression, ''),
            'statistics', nullif(a.attstattarget, -1),
            'options', case
                when a.attoptions is not null then (
                    select json_agg(one.text)
                    from unnest(a.attoptions) as one (text)
                    where one.text !~ '^pg_' -- Postgres' own: pg_attver, since a security release
                )
            end,
            'fdw_options', a.attfdwoptions,
            'is_local', nullif(a.attislocal, true),
            'is_inherited', nullif(a.attinhcount > 0, false),
            'is_typed', nullif(c.reloftype <> 0, false),
            'of_partition', nullif(c.relispartition, false),
            'is_key', case when c.relkind = 'p' then exists (
                select from pg_catalog.pg_depend as k
                where
                    k.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    and k.refclassid = k.classid
                    and k.objid = c.oid and k.objsubid = a.attnum
                    and k.refobjid = c.oid and k.refobjsubid = 0
                    and k.deptype = 'i'
            ) or null end,
            'of_key', case when c.relispartition then exists (
                select from pg_catalog.pg_inherits as h
                join pg_catalog.pg_attribute as p on p.attrelid = h.inhparent and p.attname = a.attname
                join pg_catalog.pg_depend as k on k.objid = h.inhparent and k.objsubid = p.attnum
                where
                    h.inhrelid = c.oid
                    and k.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    and k.refclassid = k.classid
                    and k.refobjid = k.objid and k.refobjsubid = 0
                    and k.deptype = 'i'
            ) or null end
        )
    ) as fields,
    a.attacl::text as acl
from pg_catalog.pg_attribute as a
join pg_catalog.pg_class as c on c.oid = a.attrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_type as t on t.oid = a.atttypid
left join pg_catalog.pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
where
    a.attnum > 0
    and not a.attisdropped
    and c.relkind in ('r', 'p', 'f')
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
order by a.attrelid, a.attnum;
