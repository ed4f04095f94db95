-- Checks of domains; not null is said by the domain.
select
    'domain constraint' as kind,
    'pg_catalog.pg_constraint'::pg_catalog.regclass::oid as classid,
    k.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.typname || e'\x1f' || k.conname as path,
    json_build_object('definition', pg_catalog.pg_get_constraintdef(k.oid)) as fields,
    null as acl
from pg_catalog.pg_constraint as k
join pg_catalog.pg_type as t on t.oid = k.contypid
join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
where k.contype = 'c' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
