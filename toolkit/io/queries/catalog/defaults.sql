-- Defaults of columns, of views too; the expression of a generated column is part of the column.
select
    'default' as kind,
    'pg_catalog.pg_attrdef'::pg_catalog.regclass::oid as classid,
    d.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || a.attname as path,
    json_strip_nulls(
        json_build_object(
            'expression', pg_catalog.pg_get_expr(d.adbin, d.adrelid),
            'is_inherited', (
                select true
                from pg_catalog.pg_inherits as h
                join pg_catalog.pg_attribute as pa on pa.attrelid = h.inhparent and pa.attname = a.attname
                join pg_catalog.pg_attrdef as pd on pd.adrelid = h.inhparent and pd.adnum = pa.attnum
                where
                    h.inhrelid = c.oid
                    and pg_catalog.pg_get_expr(pd.adbin, pd.adrelid) = pg_catalog.pg_get_expr(d.adbin, d.adrelid)
                limit 1
            )
        )
    ) as fields,
    null as acl
from pg_catalog.pg_attrdef as d
join pg_catalog.pg_attribute as a on a.attrelid = d.adrelid and a.attnum = d.adnum
join pg_catalog.pg_class as c on c.oid = d.adrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where
    a.attgenerated = ''
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
