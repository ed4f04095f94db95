-- Columns that refuse null: a constraint with a name since 18, a property of the column before.
select
    'not null' as kind,
    0::oid as classid, -- until 17
    0::oid as objid, -- until 17
    'pg_catalog.pg_constraint'::pg_catalog.regclass::oid as classid, -- since 18
    coalesce(k.oid, 0::oid) as objid, -- since 18
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || a.attname as path,
    json_strip_nulls(
        json_build_object(
            'constraint', k.conname, -- since 18
            'no_inherit', nullif(k.connoinherit, false), -- since 18
            'is_valid', nullif(k.convalidated, true), -- since 18
            'is_local', nullif(k.conislocal, true), -- since 18
            'is_inherited', nullif(k.coninhcount > 0, false), -- since 18
            'is_local', case when i.is_inherited then false end, -- until 17
            'is_inherited', case when i.is_inherited then true end, -- until 17
            'of_partition', nullif(c.relispartition, false)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_attribute as a
join pg_catalog.pg_class as c on c.oid = a.attrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join -- since 18
    pg_catalog.pg_constraint as k -- since 18
    on k.conrelid = c.oid and k.contype = 'n' and k.conkey = array[a.attnum] -- since 18
left join lateral ( -- until 17
    select true as is_inherited -- until 17
    from pg_catalog.pg_inherits as h -- until 17
    join pg_catalog.pg_attribute as p on p.attrelid = h.inhparent and p.attname = a.attname and p.attnotnull -- until 17
    where h.inhrelid = c.oid -- until 17
    limit 1 -- until 17
) as i on true -- until 17
where
    a.attnotnull
    and a.attnum > 0
    and not a.attisdropped
    and c.relkind in ('r', 'p', 'f')
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
