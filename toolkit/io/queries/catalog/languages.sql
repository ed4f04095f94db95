-- Procedural languages, transforms and access methods.
select
    'language' as kind,
    'pg_catalog.pg_language'::pg_catalog.regclass::oid as classid,
    l.oid as objid,
    0 as objsubid,
    l.lanname::text as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(l.lanowner),
            'handler', l.lanplcallfoid::pg_catalog.regproc,
            'inline', nullif(l.laninline, 0)::pg_catalog.regproc,
            'validator', nullif(l.lanvalidator, 0)::pg_catalog.regproc,
            'trusted', nullif(l.lanpltrusted, false)
        )
    ) as fields,
    l.lanacl::text as acl
from pg_catalog.pg_language as l
where l.oid >= 16384 and l.lanispl
union all
select
    'transform',
    'pg_catalog.pg_transform'::pg_catalog.regclass::oid,
    t.oid,
    0,
    pg_catalog.format_type(t.trftype, null) || e'\x1f' || l.lanname,
    json_strip_nulls(
        json_build_object(
            'from_sql', nullif(t.trffromsql::oid, 0)::pg_catalog.regprocedure,
            'to_sql', nullif(t.trftosql::oid, 0)::pg_catalog.regprocedure
        )
    ),
    null
from pg_catalog.pg_transform as t
join pg_catalog.pg_language as l on l.oid = t.trflang
union all
select
    'access method',
    'pg_catalog.pg_am'::pg_catalog.regclass::oid,
    a.oid,
    0,
    a.amname::text,
    json_build_object('type', a.amtype, 'handler', a.amhandler),
    null
from pg_catalog.pg_am as a
where a.oid >= 16384;
