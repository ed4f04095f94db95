-- Sequences; those behind identity columns are said by the column.
select
    'sequence' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    c.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(c.relowner),
            'persistence', nullif(c.relpersistence, 'p'),
            'options', json_build_object(
                'type', pg_catalog.format_type(s.seqtypid, null),
                'start', s.seqstart,
                'increment', s.seqincrement,
                'minimum', s.seqmin,
                'maximum', s.seqmax,
                'cache', s.seqcache,
                'cycle', s.seqcycle
            )
        )
    ) as fields,
    c.relacl::text as acl
from pg_catalog.pg_sequence as s
join pg_catalog.pg_class as c on c.oid = s.seqrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where
    c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
    and not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'i'
    );
