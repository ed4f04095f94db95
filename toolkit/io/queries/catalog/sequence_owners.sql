-- Which column owns which sequence.
select
    'sequence owner' as kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname as path,
    json_build_object('column', array[tn.nspname, t.relname, a.attname]) as fields,
    null as acl
from pg_catalog.pg_sequence as s
join pg_catalog.pg_class as c on c.oid = s.seqrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join
    pg_catalog.pg_depend as d
    on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'a'
    and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
join pg_catalog.pg_class as t on t.oid = d.refobjid
join pg_catalog.pg_namespace as tn on tn.oid = t.relnamespace
join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = d.refobjsubid
where c.relpersistence <> 't';
