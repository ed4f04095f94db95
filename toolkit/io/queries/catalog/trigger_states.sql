-- When the triggers that partitions have from their tables fire, where one of them or of those above fires differently.
with recursive copy as (
    select t.tgrelid, t.tgname, t.tgenabled, t.tgparentid, t.tgenabled <> 'O' as is_told
    from pg_catalog.pg_trigger as t
    where not t.tgisinternal and t.tgparentid <> 0
    union all
    select c.tgrelid, c.tgname, c.tgenabled, t.tgparentid, c.is_told or t.tgenabled <> 'O'
    from copy as c
    join pg_catalog.pg_trigger as t on t.oid = c.tgparentid
    where t.tgparentid <> 0
)

select
    'trigger state' as kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    n.nspname || e'\x1f' || c.relname || e'\x1f' || copy.tgname as path,
    json_build_object('enabled', copy.tgenabled, 'of', array[wn.nspname, w.relname, t.tgname]) as fields,
    null as acl
from copy
join pg_catalog.pg_trigger as t on t.oid = copy.tgparentid and t.tgparentid = 0
join pg_catalog.pg_class as w on w.oid = t.tgrelid
join pg_catalog.pg_namespace as wn on wn.oid = w.relnamespace
join pg_catalog.pg_class as c on c.oid = copy.tgrelid
join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where
    (copy.is_told or t.tgenabled <> 'O')
    and c.relpersistence <> 't'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema';
