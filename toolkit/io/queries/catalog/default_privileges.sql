-- Privileges that new objects are born with.
select
    'default privileges' as kind,
    'pg_catalog.pg_default_acl'::pg_catalog.regclass::oid as classid,
    d.oid as objid,
    0 as objsubid,
    pg_catalog.pg_get_userbyid(d.defaclrole) || e'\x1f' || coalesce(n.nspname, '') || e'\x1f' || d.defaclobjtype::text as path,
    json_build_object(
        'acl', d.defaclacl::text,
        'major', current_setting('server_version_num')::int / 10000
    ) as fields,
    null as acl
from pg_catalog.pg_default_acl as d
left join pg_catalog.pg_namespace as n on n.oid = d.defaclnamespace;
