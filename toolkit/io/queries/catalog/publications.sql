-- Publications with their tables and schemas.
select
    'publication' as kind,
    'pg_catalog.pg_publication'::pg_catalog.regclass::oid as classid,
    p.oid as objid,
    0 as objsubid,
    p.pubname::text as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(p.pubowner),
            'all_tables', nullif(p.puballtables, false),
            'publish', array_remove(
                array[
                    case when p.pubinsert then 'insert' end,
                    case when p.pubupdate then 'update' end,
                    case when p.pubdelete then 'delete' end,
                    case when p.pubtruncate then 'truncate' end
                ],
                null
            ),
            'via_root', nullif(p.pubviaroot, false)
            , 'generated_columns', case when p.pubgencols = 's' then 'stored' end -- since 18
        )
    ) as fields,
    null as acl
from pg_catalog.pg_publication as p
union all
select
    'publication table',
    'pg_catalog.pg_publication_rel'::pg_catalog.regclass::oid,
    r.oid,
    0,
    p.pubname || e'\x1f' || n.nspname || e'\x1f' || c.relname,
    json_strip_nulls(
        json_build_object(
            'columns', (
                select json_agg(a.attname order by a.attnum)
                from pg_catalog.pg_attribute as a
                where a.attrelid = c.oid and a.attnum = any (r.prattrs::int2[])
            ),
            'where', '(' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')'
        )
    ),
    null
from pg_catalog.pg_publication_rel as r
join pg_catalog.pg_publication as p on p.oid = r.prpubid
join pg_catalog.pg_class as c on c.oid = r.prrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
union all
select
    'publication schema',
    'pg_catalog.pg_publication_namespace'::pg_catalog.regclass::oid,
    s.oid,
    0,
    p.pubname || e'\x1f' || n.nspname,
    '{}'::json,
    null
from pg_catalog.pg_publication_namespace as s
join pg_catalog.pg_publication as p on p.oid = s.pnpubid
join pg_catalog.pg_namespace as n on n.oid = s.pnnspid;
