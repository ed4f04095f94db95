-- What goes when an extension goes, although it does not belong to it; the path is the extension.
select
    'extension dependency' as kind,
    d.classid,
    d.objid,
    d.objsubid,
    e.extname as path,
    '{}' as fields,
    null as acl
from pg_catalog.pg_depend as d
join pg_catalog.pg_extension as e on e.oid = d.refobjid
where d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype = 'x';
