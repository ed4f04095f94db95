-- The index %(name)s (as written, without its schema) on %(table)s (as written): its full name and whether it is valid.
select i.indexrelid::regclass::text as path, i.indisvalid and i.indisready
from pg_catalog.pg_index as i
join pg_catalog.pg_class as c on c.oid = i.indexrelid
where i.indrelid = to_regclass(%(table)s) and quote_ident(c.relname) = %(name)s;
