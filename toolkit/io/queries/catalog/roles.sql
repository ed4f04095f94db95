-- Roles of the server, but for Postgres' own.
select
    'role' as kind,
    'pg_catalog.pg_authid'::pg_catalog.regclass::oid as classid,
    r.oid as objid,
    0 as objsubid,
    r.rolname as path,
    json_strip_nulls(
        json_build_object(
            'superuser', nullif(r.rolsuper, false),
            'createdb', nullif(r.rolcreatedb, false),
            'createrole', nullif(r.rolcreaterole, false),
            'inherit', nullif(r.rolinherit, true),
            'login', nullif(r.rolcanlogin, false),
            'replication', nullif(r.rolreplication, false),
            'bypassrls', nullif(r.rolbypassrls, false),
            'connection_limit', nullif(r.rolconnlimit, -1),
            'valid_until', (nullif(r.rolvaliduntil, 'infinity') at time zone 'utc')::text || '+00'
        )
    ) as fields,
    null as acl
from pg_catalog.pg_roles as r
where r.rolname !~ '^pg_' and r.oid >= 16384;
