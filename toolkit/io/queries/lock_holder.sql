-- The session that holds the runner's advisory lock. Columns of another user's session are null for most roles.
select
    l.pid,
    coalesce(a.application_name, '') as application,
    coalesce(a.usename::text, '') as user_name,
    coalesce(host(a.client_addr), '') as client,
    coalesce(to_char(a.backend_start, 'HH24:MI:SS'), '') as since
from pg_catalog.pg_locks as l
left join pg_catalog.pg_stat_activity as a on a.pid = l.pid
where
    l.locktype = 'advisory'
    and l.granted
    and l.database = (select d.oid from pg_catalog.pg_database as d where d.datname = current_database())
    and l.classid = %(high)s
    and l.objid = %(low)s
    and l.objsubid = 1
limit 1;
