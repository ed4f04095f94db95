-- Security labels; the path begins with that of the object that has this address, and ends with the provider.
select
    'security label' as kind,
    l.classoid as classid,
    l.objoid as objid,
    l.objsubid,
    l.provider as path,
    json_build_object('label', l.label) as fields,
    null as acl
from pg_catalog.pg_seclabel as l
union all
select
    'security label',
    l.classoid,
    l.objoid,
    0,
    l.provider,
    json_build_object('label', l.label),
    null
from pg_catalog.pg_shseclabel as l;
