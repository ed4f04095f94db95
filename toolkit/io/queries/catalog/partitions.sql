-- Which table is a partition of which.
select
    'partition' as kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname as path,
    json_strip_nulls(
        json_build_object(
            'of', array[pn.nspname, p.relname],
            'bound', pg_catalog.pg_get_expr(c.relpartbound, c.oid),
            'is_pending', nullif(h.inhdetachpending, false),
            -- That of a hash says the table by its number.
            'condition', pg_catalog.regexp_replace(
                pg_catalog.pg_get_partition_constraintdef(c.oid),
                $$satisfies_hash_partition\('(\d+)'::oid$$,
                pg_catalog.format(
                    'satisfies_hash_partition(%L::regclass',
                    pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)
                ),
                'g'
            )
        )
    ) as fields,
    null as acl
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_inherits as h on h.inhrelid = c.oid
join pg_catalog.pg_class as p on p.oid = h.inhparent
join pg_catalog.pg_namespace as pn on pn.oid = p.relnamespace
where c.relispartition and c.relkind in ('r', 'p', 'f');
