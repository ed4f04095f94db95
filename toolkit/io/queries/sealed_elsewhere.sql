-- What may hold envelopes and has no rows that could be sealed anew: foreign tables, and columns whose type only contains
-- common.sealed (an array, a composite type, a domain or array of those), in any schema.
-- why not materialized views: what they hold is a copy, and the next refresh brings the new one.
with recursive sealed as (
    -- Not to_regtype, which raises where the role may not use the schema.
    select t.oid
    from pg_catalog.pg_type as t
    join pg_catalog.pg_namespace as n on n.oid = t.typnamespace
    where n.nspname = 'common' and t.typname = 'sealed'
    union all
    select t.oid
    from sealed as s
    join pg_catalog.pg_type as t on t.typbasetype = s.oid and t.typtype = 'd'
),

-- Not distinct by depth: `union` ends where nothing new is found.
containing as (
    select
        s.oid,
        false as is_inside
    from sealed as s
    union
    select
        t.oid,
        true
    from containing as c
    join pg_catalog.pg_type as t
        on
            (t.typelem = c.oid and t.typcategory = 'A')
            or (t.typtype = 'd' and t.typbasetype = c.oid and c.is_inside)
            or (
                t.typtype = 'c'
                and exists (
                    select
                    from pg_catalog.pg_attribute as a
                    where a.attrelid = t.typrelid and a.atttypid = c.oid and a.attnum > 0 and not a.attisdropped
                )
            )
)

select distinct
    n.nspname || '.' || r.relname || '.' || a.attname as name,
    case
        when r.relkind = 'f' then 'a foreign table: rotate where its rows are'
        else 'its type only contains sealed values: ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
    end as reason
from containing as c
join pg_catalog.pg_attribute as a on a.atttypid = c.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_class as r on r.oid = a.attrelid
join pg_catalog.pg_namespace as n on n.oid = r.relnamespace
where
    (r.relkind = 'f' or (r.relkind in ('r', 'p') and c.is_inside))
    and a.attgenerated = ''
    and not r.relispartition
    and not pg_catalog.pg_is_other_temp_schema(n.oid)
order by name;
