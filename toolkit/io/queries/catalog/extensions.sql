-- Extensions, but for those that every database has.
select
    'extension' as kind,
    'pg_catalog.pg_extension'::pg_catalog.regclass::oid as classid,
    e.oid as objid,
    0 as objsubid,
    e.extname as path,
    json_strip_nulls(
        json_build_object(
            'schema', n.nspname, 'version', e.extversion, 'is_relocatable', nullif(e.extrelocatable, false)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_extension as e
join pg_catalog.pg_namespace as n on n.oid = e.extnamespace
where e.oid >= 16384;
