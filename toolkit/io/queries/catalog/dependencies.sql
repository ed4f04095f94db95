-- What depends on what; pg_depend leaves out objects of Postgres itself, which are always there. That an object
-- depends on an extension to which it does not belong is a fact of its own.
select
    d.classid || '/' || d.objid || case when d.objsubid <> 0 then ':' || d.objsubid else '' end as dependent,
    d.refclassid || '/' || d.refobjid || case when d.refobjsubid <> 0 then ':' || d.refobjsubid else '' end as used,
    d.deptype::text as how
from pg_catalog.pg_depend as d
where (d.refobjid >= 16384 or d.refobjid = 2200) and d.deptype <> 'x';
