-- Functions and procedures, but for those that belong to a type: the constructors of a range.
select
    case p.prokind when 'p' then 'procedure' else 'function' end as kind,
    'pg_catalog.pg_proc'::pg_catalog.regclass::oid as classid,
    p.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || p.proname || e'\x1f' || pg_catalog.oidvectortypes(p.proargtypes) as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(p.proowner),
            'arguments', nullif(pg_catalog.pg_get_function_arguments(p.oid), ''),
            'names', p.proargnames,
            'modes', p.proargmodes,
            'types', (
                select json_agg(pg_catalog.format_type(a.type, null) order by a.position)
                from
                    unnest(coalesce(p.proallargtypes, case p.prokind when 'p' then p.proargtypes end))
                    with ordinality as a (type, position)
            ),
            'default_count', nullif(p.pronargdefaults, 0),
            'result', case when p.prokind <> 'p' then pg_catalog.pg_get_function_result(p.oid) end,
            'language', l.lanname,
            'body', case when p.prosqlbody is null then p.prosrc end,
            'atomic', pg_catalog.pg_get_function_sqlbody(p.oid),
            'library', p.probin,
            'is_window', nullif(p.prokind = 'w', false),
            'volatility', nullif(p.provolatile, 'v'),
            'strict', nullif(p.proisstrict, false),
            'definer', nullif(p.prosecdef, false),
            'leakproof', nullif(p.proleakproof, false),
            'parallel', nullif(p.proparallel, 'u'),
            'cost', nullif(p.procost, case when l.lanname in ('internal', 'c') then 1 else 100 end),
            'rows', nullif(p.prorows, case when p.proretset then 1000 else 0 end),
            'support', nullif(p.prosupport::oid, 0)::pg_catalog.regproc,
            'transforms', (
                select json_agg(pg_catalog.format_type(t.type, null) order by t.position)
                from unnest(p.protrftypes) with ordinality as t (type, position)
            ),
            'settings', p.proconfig
        )
    ) as fields,
    p.proacl::text as acl
from pg_catalog.pg_proc as p
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
join pg_catalog.pg_language as l on l.oid = p.prolang
where
    p.prokind in ('f', 'p', 'w')
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
    and not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'i'
    );
