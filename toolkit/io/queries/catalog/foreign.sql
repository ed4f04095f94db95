-- Wrappers, servers, user mappings and foreign tables. Options that may be secrets are never read.
select
    'foreign data wrapper' as kind,
    'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass::oid as classid,
    w.oid as objid,
    0 as objsubid,
    w.fdwname::text as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(w.fdwowner),
            'handler', nullif(w.fdwhandler::oid, 0)::pg_catalog.regproc,
            'validator', nullif(w.fdwvalidator::oid, 0)::pg_catalog.regproc,
            'options', w.fdwoptions
        )
    ) as fields,
    w.fdwacl::text as acl
from pg_catalog.pg_foreign_data_wrapper as w
union all
select
    'server',
    'pg_catalog.pg_foreign_server'::pg_catalog.regclass::oid,
    s.oid,
    0,
    s.srvname::text,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(s.srvowner),
            'wrapper', w.fdwname,
            'type', s.srvtype,
            'version', s.srvversion,
            'options', s.srvoptions
        )
    ),
    s.srvacl::text
from pg_catalog.pg_foreign_server as s
join pg_catalog.pg_foreign_data_wrapper as w on w.oid = s.srvfdw
union all
select
    'user mapping',
    'pg_catalog.pg_user_mapping'::pg_catalog.regclass::oid,
    u.umid,
    0,
    u.srvname || e'\x1f' || case u.umuser when 0 then '' else u.usename end,
    json_strip_nulls(
        json_build_object(
            'options', (
                select json_agg(one.text order by one.text)
                from unnest(u.umoptions) as one (text)
                where
                    one.text !~* '^[^=]*(password|passwd|secret|token|key)[^=]*='
                    or one.text ~ '^password_required='
            )
        )
    ),
    null
from pg_catalog.pg_user_mappings as u
union all
select
    'foreign table',
    'pg_catalog.pg_class'::pg_catalog.regclass::oid,
    c.oid,
    0,
    n.nspname || e'\x1f' || c.relname,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(c.relowner),
            'server', s.srvname,
            'options', f.ftoptions,
            'is_partition', nullif(c.relispartition, false),
            'inherits', case
                when not c.relispartition then (
                    select json_agg(array[pn.nspname, p.relname] order by h.inhseqno)
                    from pg_catalog.pg_inherits as h
                    join pg_catalog.pg_class as p on p.oid = h.inhparent
                    join pg_catalog.pg_namespace as pn on pn.oid = p.relnamespace
                    where h.inhrelid = c.oid
                )
            end
        )
    ),
    c.relacl::text
from pg_catalog.pg_foreign_table as f
join pg_catalog.pg_class as c on c.oid = f.ftrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_foreign_server as s on s.oid = f.ftserver;
