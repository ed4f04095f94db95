-- Extended statistics.
select
    'statistics' as kind,
    'pg_catalog.pg_statistic_ext'::pg_catalog.regclass::oid as classid,
    s.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || s.stxname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(s.stxowner),
            -- Columns in the order of their names: that in which the table has them has no meaning.
            'definition', coalesce(
                replace(pg_catalog.pg_get_statisticsobjdef(s.oid), k.as_kept, k.by_name),
                pg_catalog.pg_get_statisticsobjdef(s.oid)
            ),
            'target', nullif(s.stxstattarget, -1)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_statistic_ext as s
join pg_catalog.pg_namespace as n on n.oid = s.stxnamespace
cross join lateral (
    select
        ' ON ' || string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attnum) as as_kept,
        ' ON ' || string_agg(pg_catalog.quote_ident(a.attname), ', ' order by a.attname) as by_name
    from pg_catalog.pg_attribute as a
    where a.attrelid = s.stxrelid and a.attnum = any(s.stxkeys)
) as k
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
