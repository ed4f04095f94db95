-- Who is a member of which role; several grants of the same are one.
select
    'membership' as kind,
    0::oid as classid,
    0::oid as objid,
    0 as objsubid,
    r.rolname || e'\x1f' || m.rolname as path,
    json_build_object(
        'admin', bool_or(a.admin_option)
        , 'inherit', bool_or(a.inherit_option), 'set', bool_or(a.set_option) -- since 16
        , 'grantors', array_agg(pg_catalog.pg_get_userbyid(a.grantor) order by a.grantor) -- since 16
    ) as fields,
    null as acl
from pg_catalog.pg_auth_members as a
join pg_catalog.pg_roles as r on r.oid = a.roleid
join pg_catalog.pg_roles as m on m.oid = a.member
where m.oid >= 16384
group by r.rolname, m.rolname;
