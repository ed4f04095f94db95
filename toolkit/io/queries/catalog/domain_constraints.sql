-- Checks of domains, and not null: before Postgres 17 that has no row of its own, and the name that it gets later.
select
    'domain constraint' as kind,
    'pg_catalog.pg_constraint'::pg_catalog.regclass::oid as classid,
    k.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.typname || e'\x1f' || k.conname as path,
    json_build_object(
        'is_named', true, -- since 17
        'definition', case k.contype when 'n' then 'NOT NULL' else pg_catalog.pg_get_constraintdef(k.oid) end
    ) as fields,
    null as acl
from pg_catalog.pg_constraint as k
join pg_catalog.pg_type as t on t.oid = k.contypid
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where k.contype in ('c', 'n') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
union all -- until 16
select -- until 16
    'domain constraint', -- until 16
    0::oid, -- until 16
    0::oid, -- until 16
    0, -- until 16
    n.nspname || e'\x1f' || t.typname || e'\x1f' || left(t.typname || '_not_null', 63), -- until 16
    json_build_object('definition', 'NOT NULL'), -- until 16
    null -- until 16
from pg_catalog.pg_type as t -- until 16
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace -- until 16
where t.typtype = 'd' and t.typnotnull and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' -- until 16
;
