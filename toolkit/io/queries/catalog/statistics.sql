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
            'definition', pg_catalog.pg_get_statisticsobjdef(s.oid),
            'target', nullif(s.stxstattarget, -1)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_statistic_ext as s
join pg_catalog.pg_namespace as n on n.oid = s.stxnamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
