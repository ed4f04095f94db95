-- Attributes of composite types: only so that what hangs on them has a place.
select
    'attribute' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    a.attrelid as objid,
    a.attnum as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || a.attname as path,
    '{}' as fields,
    null as acl
from pg_catalog.pg_attribute as a
join pg_catalog.pg_class as c on c.oid = a.attrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where
    a.attnum > 0
    and not a.attisdropped
    and c.relkind = 'c'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
