-- The foreign keys of the tables in some schemas; a partition's own keys count as those of the table that it is part of.
-- parameters: schemas text[]
-- why conparentid: what Postgres made for a partition out of the key of the whole is no key of its own.
select
    c.oid::bigint,
    c.conname::text,
    array[own.nspname, t.relname]::text[] as referring,
    array(
        select a.attname::text
        from unnest(c.conkey) with ordinality as k (number, position)
        join pg_catalog.pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.number
        order by k.position
    ) as columns,
    array[other.nspname, r.relname]::text[] as referred
from pg_catalog.pg_constraint as c
join pg_catalog.pg_class as t on t.oid = coalesce(pg_catalog.pg_partition_root(c.conrelid), c.conrelid)
join pg_catalog.pg_namespace as own on own.oid = t.relnamespace
join pg_catalog.pg_class as r on r.oid = coalesce(pg_catalog.pg_partition_root(c.confrelid), c.confrelid)
join pg_catalog.pg_namespace as other on other.oid = r.relnamespace
where c.contype = 'f' and c.conparentid = 0 and own.nspname = any(%(schemas)s)
order by own.nspname, t.relname, c.conname;
