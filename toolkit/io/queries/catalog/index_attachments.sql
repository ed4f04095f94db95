-- Indexes of partitions that are parts of the index of the whole table.
select
    'index attachment' as kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.relname || e'\x1f' || c.relname as path,
    json_build_object('of', array[pn.nspname, pt.relname, p.relname]) as fields,
    null as acl
from pg_catalog.pg_inherits as h
join pg_catalog.pg_class as c on c.oid = h.inhrelid
join pg_catalog.pg_index as i on i.indexrelid = c.oid
join pg_catalog.pg_class as t on t.oid = i.indrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
join pg_catalog.pg_class as p on p.oid = h.inhparent
join pg_catalog.pg_index as pi on pi.indexrelid = p.oid
join pg_catalog.pg_class as pt on pt.oid = pi.indrelid
join pg_catalog.pg_namespace as pn on pn.oid = p.relnamespace
where n.nspname !~ '^pg_';
