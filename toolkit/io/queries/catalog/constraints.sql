-- Constraints of tables; not null is said by the column. A foreign key of a partition comes with that of its table.
select
    case k.contype when 'f' then 'foreign key' else 'constraint' end as kind,
    'pg_catalog.pg_constraint'::pg_catalog.regclass::oid as classid,
    k.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || k.conname as path,
    json_strip_nulls(
        json_build_object(
            'definition', case
                -- An exclusion says its options itself; when a key is checked is said after them.
                when k.contype in ('p', 'u') and i.reloptions is not null
                    then pg_catalog.regexp_replace(
                        pg_catalog.pg_get_constraintdef(k.oid),
                        '( DEFERRABLE( INITIALLY DEFERRED)?)?$',
                        ' WITH (' || array_to_string(i.reloptions, ', ') || ')\1'
                    )
                else pg_catalog.pg_get_constraintdef(k.oid)
            end,
            'type', k.contype,
            'is_local', nullif(k.conislocal or k.contype in ('p', 'u', 'x'), true),
            'is_inherited', nullif(k.coninhcount > 0, false),
            'only', nullif(c.relkind = 'p' and k.contype in ('p', 'u', 'x'), false),
            'deferrable', nullif(k.condeferrable, false),
            'deferred', nullif(k.condeferred, false)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_constraint as k
join pg_catalog.pg_class as c on c.oid = k.conrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_class as i on i.oid = k.conindid and k.contype in ('p', 'u', 'x')
where
    k.contype in ('p', 'u', 'c', 'x', 'f')
    and not (k.contype = 'f' and k.conparentid <> 0)
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
