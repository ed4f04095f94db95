-- Indexes: those of constraints only so that what hangs on them has a place.
select
    case when k.oid is null then 'index' else 'constraint index' end as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    c.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.relname || e'\x1f' || coalesce(k.conname || e'\x1f', '') || c.relname as path,
    case
        when k.oid is null then
            json_strip_nulls(
                json_build_object(
                    'definition', pg_catalog.pg_get_indexdef(i.indexrelid),
                    'options', c.reloptions,
                    'is_valid', case when not i.indisvalid and c.relkind = 'i' then false end,
                    'statistics', (
                        select json_agg(array[a.attnum, a.attstattarget] order by a.attnum)
                        from pg_catalog.pg_attribute as a
                        where i.indexprs is not null and a.attrelid = c.oid and a.attstattarget >= 0
                    )
                )
            )
        else '{}'
    end as fields,
    null as acl
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
join pg_catalog.pg_class as t on t.oid = i.indrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_constraint as k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
where
    t.relkind in ('r', 'p', 'm')
    and t.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
