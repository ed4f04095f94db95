-- Identity columns, with the sequence behind each. What a partition has from its table is said there.
select
    'identity' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    c.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.relname || e'\x1f' || a.attname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(t.relowner),
            'always', a.attidentity = 'a',
            'sequence', array[n.nspname, c.relname],
            'column_type', nullif(pg_catalog.format_type(a.atttypid, null), pg_catalog.format_type(s.seqtypid, null)),
            'has_children', nullif(
                exists(
                    select
                    from pg_catalog.pg_inherits as i
                    join pg_catalog.pg_class as ci on ci.oid = i.inhrelid
                    where
                        i.inhparent = t.oid
                        and not ci.relispartition -- since 17
                ),
                false
            ),
            'persistence', nullif(c.relpersistence, t.relpersistence),
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
join
    pg_catalog.pg_depend as d
    on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'i'
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
join pg_catalog.pg_class as t on t.oid = d.refobjid
join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = d.refobjsubid
where
    c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
