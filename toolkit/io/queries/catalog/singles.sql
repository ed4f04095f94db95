-- Large objects, and settings of the server on which something was granted.
select
    'large object' as kind,
    'pg_catalog.pg_largeobject'::pg_catalog.regclass::oid as classid,
    l.oid as objid,
    0 as objsubid,
    l.oid::text as path,
    json_build_object('owner', pg_catalog.pg_get_userbyid(l.lomowner)) as fields,
    l.lomacl::text as acl
from pg_catalog.pg_largeobject_metadata as l
union all
select
    'parameter',
    'pg_catalog.pg_parameter_acl'::pg_catalog.regclass::oid,
    p.oid,
    0,
    p.parname,
    json_build_object(
        'grantees', (
            select json_agg(distinct case one.grantee when 0 then '' else pg_catalog.pg_get_userbyid(one.grantee) end)
            from pg_catalog.aclexplode(p.paracl) as one
            where one.grantee <> one.grantor -- what the owner has goes last, with the row
        )
    ),
    p.paracl::text
from pg_catalog.pg_parameter_acl as p;
