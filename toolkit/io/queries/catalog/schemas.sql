-- Schemas, but for those of Postgres itself. Columns as in every file here: kind, address, path, fields, privileges.
select
    'schema' as kind,
    'pg_catalog.pg_namespace'::pg_catalog.regclass::oid as classid,
    n.oid as objid,
    0 as objsubid,
    n.nspname as path,
    json_build_object('owner', pg_catalog.pg_get_userbyid(n.nspowner)) as fields,
    n.nspacl::text as acl
from pg_catalog.pg_namespace as n
where n.nspname !~ '^pg_' and n.nspname <> 'information_schema';
