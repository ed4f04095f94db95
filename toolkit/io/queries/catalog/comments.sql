-- Comments; the path is that of the object that has this address.
select
    'comment' as kind,
    d.classoid as classid,
    d.objoid as objid,
    d.objsubid,
    null as path,
    json_build_object('text', d.description) as fields,
    null as acl
from pg_catalog.pg_description as d
where d.objoid >= 16384 or d.objoid = 2200
union all
select
    'comment',
    d.classoid,
    d.objoid,
    0,
    null,
    json_build_object('text', d.description),
    null
from pg_catalog.pg_shdescription as d;
