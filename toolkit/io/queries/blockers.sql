-- Who holds or awaits a lock on one of the tables in %(tables)s, other than us; the oldest transaction first.
select
    a.pid,
    coalesce(a.usename::text, '') as user_name,
    coalesce(a.application_name, '') as application,
    l.relation::regclass::text as object,
    -- AccessShareLock becomes access share.
    lower(trim(regexp_replace(replace(l.mode, 'Lock', ''), '([A-Z])', ' \1', 'g'))) as mode,
    coalesce(a.state, '') as state,
    coalesce(round(extract(epoch from now() - a.xact_start))::text, '') as seconds
from pg_catalog.pg_locks as l
join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where
    l.relation = any (array(select to_regclass(t.name)::oid from unnest(%(tables)s::text[]) as t (name)))
    and l.granted
    and l.pid <> pg_backend_pid()
    and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = current_database())
order by a.xact_start nulls last, a.pid
limit 5;
