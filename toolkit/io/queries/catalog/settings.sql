-- Settings of roles, of this database, and of roles in this database.
select
    'setting' as kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    coalesce(r.rolname, '')
    || e'\x1f' || case when s.setdatabase = 0 then '' else 'database' end
    || e'\x1f' || split_part(one.text, '=', 1) as path,
    json_build_object('value', substr(one.text, strpos(one.text, '=') + 1)) as fields,
    null as acl
from pg_catalog.pg_db_role_setting as s
left join pg_catalog.pg_roles as r on r.oid = s.setrole
cross join unnest(s.setconfig) as one (text)
where s.setdatabase in (0, (select d.oid from pg_catalog.pg_database as d where d.datname = current_database()));
