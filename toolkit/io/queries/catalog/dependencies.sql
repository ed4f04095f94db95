-- What depends on what; pg_depend leaves out objects of Postgres itself, which are always there. That an object
-- depends on an extension to which it does not belong is a fact of its own.
select
    d.classid::int8, d.objid::int8, d.objsubid, d.refclassid::int8, d.refobjid::int8, d.refobjsubid, d.deptype
from pg_catalog.pg_depend as d
where (d.refobjid >= 16384 or d.refobjid = 2200) and d.deptype <> 'x';
