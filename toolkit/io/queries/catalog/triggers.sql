-- Triggers; a partition's copy of that of its table is none of its own.
select
    'trigger' as kind,
    'pg_catalog.pg_trigger'::pg_catalog.regclass::oid as classid,
    t.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || t.tgname as path,
    json_strip_nulls(
        json_build_object(
            'definition', pg_catalog.pg_get_triggerdef(t.oid),
            'enabled', nullif(t.tgenabled, 'O'),
            'is_constraint', nullif(t.tgconstraint <> 0, false),
            'only', nullif(c.relkind = 'p', false)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_trigger as t
join pg_catalog.pg_class as c on c.oid = t.tgrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where
    not t.tgisinternal
    and t.tgparentid = 0
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
