-- The tables with columns of the domain common.sealed, or of a domain over it, in any schema; partitions by their root.
-- why not generated columns: nobody can write them. Their source is here itself, if it is sealed.
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

tables as (
    select
        c.oid,
        n.nspname,
        c.relname,
        c.relkind,
        array_agg(a.attname order by a.attnum) as columns,
        array_agg(a.attnum order by a.attnum) as numbers
    from sealed as s
    join pg_catalog.pg_attribute as a on a.atttypid = s.oid
    join pg_catalog.pg_class as c on c.oid = a.attrelid
    join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where
        c.relkind in ('r', 'p')
        and not c.relispartition
        and not pg_catalog.pg_is_other_temp_schema(n.oid)
        and a.attgenerated = ''
        and not a.attisdropped
    group by c.oid, n.nspname, c.relname, c.relkind
)

select
    t.nspname::text,
    t.relname::text,
    t.relkind = 'p' as is_whole,
    t.columns::text[],
    coalesce(k.names, '{}') as key_names,
    coalesce(k.types, '{}') as key_types,
    tenant.attnum is not null as has_tenant,
    pg_catalog.row_security_active(t.oid) as hides_rows,
    array(
        select upper(p.privilege) || ' (' || quote_ident(a.attname) || ')'
        from pg_catalog.pg_attribute as a
        cross join (values ('select'), ('update')) as p (privilege)
        where
            a.attrelid = t.oid
            and (
                (p.privilege = 'select' and (a.attnum = any(k.numbers) or a.attnum = tenant.attnum))
                or a.attnum = any(t.numbers)
            )
            and not pg_catalog.has_column_privilege(t.oid, a.attnum, p.privilege)
        order by a.attnum, p.privilege
    ) as lacking
from tables as t
left join pg_catalog.pg_attribute as tenant
    on tenant.attrelid = t.oid and tenant.attname = %(tenant)s and not tenant.attisdropped
left join lateral (
    select
        array_agg(a.attname::text order by i.position) as names,
        array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) order by i.position) as types,
        array_agg(a.attnum) as numbers
    from pg_catalog.pg_constraint as c
    cross join unnest(c.conkey) with ordinality as i (number, position)
    join pg_catalog.pg_attribute as a on a.attrelid = c.conrelid and a.attnum = i.number
    where c.conrelid = t.oid and c.contype = 'p'
) as k on true
order by t.nspname, t.relname;
