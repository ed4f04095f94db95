-- Which index orders a table, and which tells its rows apart in replication.
select
    mark.kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || t.relname as path,
    json_build_object('index', c.relname, 'is_of_constraint', k.oid is not null) as fields,
    null as acl
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
join pg_catalog.pg_class as t on t.oid = i.indrelid
join pg_catalog.pg_namespace as n on n.oid = t.relnamespace
left join pg_catalog.pg_constraint as k on k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x')
cross join lateral (
    values ('clustered on', i.indisclustered), ('replica identity index', i.indisreplident and t.relreplident = 'i')
) as mark (kind, is_set)
where mark.is_set and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
