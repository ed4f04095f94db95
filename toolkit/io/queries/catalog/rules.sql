-- Rules, but for those that make a view a view.
select
    'rule' as kind,
    'pg_catalog.pg_rewrite'::pg_catalog.regclass::oid as classid,
    r.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || r.rulename as path,
    json_strip_nulls(
        json_build_object(
            'definition', rtrim(pg_catalog.pg_get_ruledef(r.oid), ';'), 'enabled', nullif(r.ev_enabled, 'O')
        )
    ) as fields,
    null as acl
from pg_catalog.pg_rewrite as r
join pg_catalog.pg_class as c on c.oid = r.ev_class
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where
    r.rulename <> '_RETURN'
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
