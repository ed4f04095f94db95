-- Aggregates; each option is as in the statement that makes one.
select
    'aggregate' as kind,
    'pg_catalog.pg_proc'::pg_catalog.regclass::oid as classid,
    p.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || p.proname || e'\x1f' || pg_catalog.oidvectortypes(p.proargtypes) as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(p.proowner),
            'arguments', coalesce(nullif(pg_catalog.pg_get_function_arguments(p.oid), ''), '*'),
            'result', pg_catalog.format_type(p.prorettype, null),
            'of_kind', nullif(a.aggkind, 'n'),
            'options', array_remove(
                array[
                    'sfunc = ' || a.aggtransfn,
                    'stype = ' || pg_catalog.format_type(a.aggtranstype, null),
                    'sspace = ' || nullif(a.aggtransspace, 0),
                    'finalfunc = ' || nullif(a.aggfinalfn::oid, 0)::pg_catalog.regproc,
                    case when a.aggfinalextra then 'finalfunc_extra' end,
                    'finalfunc_modify = ' || case
                        when a.aggfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end then
                            case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end
                    end,
                    'combinefunc = ' || nullif(a.aggcombinefn::oid, 0)::pg_catalog.regproc,
                    'serialfunc = ' || nullif(a.aggserialfn::oid, 0)::pg_catalog.regproc,
                    'deserialfunc = ' || nullif(a.aggdeserialfn::oid, 0)::pg_catalog.regproc,
                    'initcond = ' || quote_literal(a.agginitval),
                    'msfunc = ' || nullif(a.aggmtransfn::oid, 0)::pg_catalog.regproc,
                    'minvfunc = ' || nullif(a.aggminvtransfn::oid, 0)::pg_catalog.regproc,
                    case when a.aggmtranstype <> 0 then 'mstype = ' || pg_catalog.format_type(a.aggmtranstype, null) end,
                    'msspace = ' || nullif(a.aggmtransspace, 0),
                    'mfinalfunc = ' || nullif(a.aggmfinalfn::oid, 0)::pg_catalog.regproc,
                    case when a.aggmfinalextra then 'mfinalfunc_extra' end,
                    'mfinalfunc_modify = ' || case
                        when a.aggmtranstype <> 0 and a.aggmfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end then
                            case a.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end
                    end,
                    'minitcond = ' || quote_literal(a.aggminitval),
                    (
                        select format('sortop = operator(%I.%s)', sn.nspname, o.oprname)
                        from pg_catalog.pg_operator as o
                        join pg_catalog.pg_namespace as sn on sn.oid = o.oprnamespace
                        where o.oid = a.aggsortop
                    ),
                    'parallel = ' || case p.proparallel when 's' then 'safe' when 'r' then 'restricted' end,
                    case a.aggkind when 'h' then 'hypothetical' end
                ],
                null
            )
        )
    ) as fields,
    p.proacl::text as acl
from pg_catalog.pg_aggregate as a
join pg_catalog.pg_proc as p on p.oid = a.aggfnoid
join pg_catalog.pg_namespace as n on n.oid = p.pronamespace
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
