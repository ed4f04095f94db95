-- Tables, partitioned ones and partitions among them.
select
    'table' as kind,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid as classid,
    c.oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(c.relowner),
            'persistence', nullif(c.relpersistence, 'p'),
            'access_method', nullif(m.amname, 'heap'),
            'options', c.reloptions,
            'toast_options', (select t.reloptions from pg_catalog.pg_class as t where t.oid = c.reltoastrelid),
            'row_security', nullif(c.relrowsecurity, false),
            'forced', nullif(c.relforcerowsecurity, false),
            'partition_key', case c.relkind when 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
            'is_partition', nullif(c.relispartition, false),
            'replica_identity', nullif(nullif(c.relreplident, 'd'), 'i'),
            'of_type', case when c.reloftype <> 0 then c.reloftype::pg_catalog.regtype end,
            'inherits', case when not c.relispartition then i.parents end
        )
    ) as fields,
    c.relacl::text as acl
from pg_catalog.pg_class as c
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_am as m on m.oid = c.relam
left join lateral (
    select json_agg(array[pn.nspname, p.relname] order by h.inhseqno) as parents
    from pg_catalog.pg_inherits as h
    join pg_catalog.pg_class as p on p.oid = h.inhparent
    join pg_catalog.pg_namespace as pn on pn.oid = p.relnamespace
    where h.inhrelid = c.oid
) as i on true
where c.relkind in ('r', 'p') and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
