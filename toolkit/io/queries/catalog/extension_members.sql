-- Objects that belong to an extension, by their addresses.
select
    'extension member' as kind,
    d.classid as classid,
    d.objid as objid,
    0 as objsubid,
    null as path,
    null as fields,
    null as acl
from pg_catalog.pg_depend as d
where d.deptype = 'e';
