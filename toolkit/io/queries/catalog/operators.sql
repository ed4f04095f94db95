-- Operators, operator families and classes, and casts.
select
    'operator' as kind,
    'pg_catalog.pg_operator'::pg_catalog.regclass::oid as classid,
    o.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || o.oprname
    || e'\x1f' || case o.oprleft when 0 then 'NONE' else pg_catalog.format_type(o.oprleft, null) end
    || e'\x1f' || case o.oprright when 0 then 'NONE' else pg_catalog.format_type(o.oprright, null) end as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(o.oprowner),
            'function', o.oprcode,
            'commutator', case when o.oprcom <> 0 then 'operator(' || regexp_replace(o.oprcom::pg_catalog.regoper::text, '^(?!.*\.)', 'pg_catalog.') || ')' end,
            'negator', case when o.oprnegate <> 0 then 'operator(' || regexp_replace(o.oprnegate::pg_catalog.regoper::text, '^(?!.*\.)', 'pg_catalog.') || ')' end,
            'restrict', nullif(o.oprrest::oid, 0)::pg_catalog.regproc,
            'join', nullif(o.oprjoin::oid, 0)::pg_catalog.regproc,
            'hashes', nullif(o.oprcanhash, false),
            'merges', nullif(o.oprcanmerge, false)
        )
    ) as fields,
    null as acl
from pg_catalog.pg_operator as o
join pg_catalog.pg_namespace as n on n.oid = o.oprnamespace
where o.oid >= 16384 and o.oprcode <> 0
union all
select
    'operator shell',
    'pg_catalog.pg_operator'::pg_catalog.regclass::oid,
    o.oid,
    0,
    n.nspname || e'\x1f' || o.oprname
    || e'\x1f' || case o.oprleft when 0 then 'NONE' else pg_catalog.format_type(o.oprleft, null) end
    || e'\x1f' || case o.oprright when 0 then 'NONE' else pg_catalog.format_type(o.oprright, null) end,
    '{}'::json,
    null
from pg_catalog.pg_operator as o
join pg_catalog.pg_namespace as n on n.oid = o.oprnamespace
where o.oid >= 16384 and o.oprcode = 0
union all
select
    'cast',
    'pg_catalog.pg_cast'::pg_catalog.regclass::oid,
    c.oid,
    0,
    pg_catalog.format_type(c.castsource, null) || e'\x1f' || pg_catalog.format_type(c.casttarget, null),
    json_strip_nulls(
        json_build_object(
            'method', c.castmethod,
            'context', c.castcontext,
            'function', nullif(c.castfunc, 0)::pg_catalog.regprocedure
        )
    ),
    null
from pg_catalog.pg_cast as c
where
    c.oid >= 16384
    and not exists (
        select from pg_catalog.pg_depend as d
        where d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'i'
    )
union all
select
    'operator family',
    'pg_catalog.pg_opfamily'::pg_catalog.regclass::oid,
    f.oid,
    0,
    n.nspname || e'\x1f' || f.opfname || e'\x1f' || m.amname,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(f.opfowner),
            'loose', (
                select json_agg(array[member.text, member.gone] order by member.text)
                from (
                    select
                        format(
                            'operator %s %s%s', a.amopstrategy, a.amopopr::pg_catalog.regoperator,
                            case a.amoppurpose when 'o' then (
                                select format(' for order by %I.%I', sn.nspname, s.opfname)
                                from pg_catalog.pg_opfamily as s
                                join pg_catalog.pg_namespace as sn on sn.oid = s.opfnamespace
                                where s.oid = a.amopsortfamily
                            ) else '' end
                        ) as text,
                        format(
                            'operator %s (%s, %s)', a.amopstrategy,
                            pg_catalog.format_type(a.amoplefttype, null),
                            pg_catalog.format_type(a.amoprighttype, null)
                        ) as gone
                    from pg_catalog.pg_amop as a
                    where
                        a.amopfamily = f.oid
                        and not exists (
                            select from pg_catalog.pg_depend as d
                            where
                                d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass and d.objid = a.oid
                                and d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.deptype = 'i'
                        )
                    union all
                    select
                        format(
                            'function %s (%s, %s) %s', p.amprocnum,
                            pg_catalog.format_type(p.amproclefttype, null),
                            pg_catalog.format_type(p.amprocrighttype, null),
                            p.amproc::oid::pg_catalog.regprocedure
                        ),
                        format(
                            'function %s (%s, %s)', p.amprocnum,
                            pg_catalog.format_type(p.amproclefttype, null),
                            pg_catalog.format_type(p.amprocrighttype, null)
                        )
                    from pg_catalog.pg_amproc as p
                    where
                        p.amprocfamily = f.oid
                        and not exists (
                            select from pg_catalog.pg_depend as d
                            where
                                d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass and d.objid = p.oid
                                and d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.deptype = 'i'
                        )
                ) as member
            )
        )
    ),
    null
from pg_catalog.pg_opfamily as f
join pg_catalog.pg_am as m on m.oid = f.opfmethod
join pg_catalog.pg_namespace as n on n.oid = f.opfnamespace
where f.oid >= 16384
union all
select
    'operator class',
    'pg_catalog.pg_opclass'::pg_catalog.regclass::oid,
    o.oid,
    0,
    n.nspname || e'\x1f' || o.opcname || e'\x1f' || m.amname,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(o.opcowner),
            'type', pg_catalog.format_type(o.opcintype, null),
            'is_default', nullif(o.opcdefault, false),
            'family', (
                select format('%I.%I', fn.nspname, f.opfname)
                from pg_catalog.pg_opfamily as f
                join pg_catalog.pg_namespace as fn on fn.oid = f.opfnamespace
                where f.oid = o.opcfamily
            ),
            'storage', case when o.opckeytype not in (0, o.opcintype) then pg_catalog.format_type(o.opckeytype, null) end,
            'members', coalesce((
                select json_agg(member.text order by member.rank, member.text)
                from (
                    select
                        0 as rank,
                        format(
                            'operator %s %s%s', a.amopstrategy, a.amopopr::pg_catalog.regoperator,
                            case a.amoppurpose when 'o' then (
                                select format(' for order by %I.%I', sn.nspname, s.opfname)
                                from pg_catalog.pg_opfamily as s
                                join pg_catalog.pg_namespace as sn on sn.oid = s.opfnamespace
                                where s.oid = a.amopsortfamily
                            ) else '' end
                        ) as text
                    from pg_catalog.pg_amop as a
                    join
                        pg_catalog.pg_depend as d
                        on d.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass and d.objid = a.oid
                        and d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.refobjid = o.oid
                    union all
                    select
                        1,
                        format(
                            'function %s (%s, %s) %s', p.amprocnum,
                            pg_catalog.format_type(p.amproclefttype, null),
                            pg_catalog.format_type(p.amprocrighttype, null),
                            p.amproc::oid::pg_catalog.regprocedure
                        )
                    from pg_catalog.pg_amproc as p
                    join
                        pg_catalog.pg_depend as d
                        on d.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass and d.objid = p.oid
                        and d.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and d.refobjid = o.oid
                ) as member
            ), '[]')
        )
    ),
    null
from pg_catalog.pg_opclass as o
join pg_catalog.pg_am as m on m.oid = o.opcmethod
join pg_catalog.pg_namespace as n on n.oid = o.opcnamespace
where o.oid >= 16384;
