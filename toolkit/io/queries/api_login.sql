-- What PostgREST will meet when it logs in as we are now.
-- parameters: schemas text[], anon text
-- why: settings of the login role (pgrst.*) win over PostgREST's own configuration, silently.
select
    current_user::text as login,
    array(
        select n.nspname::text
        from pg_catalog.pg_namespace as n
        where n.nspname = any (%(schemas)s)
    ) as present,
    coalesce(
        (
            select pg_catalog.pg_has_role(current_user, r.oid, 'member')
            from pg_catalog.pg_roles as r
            where r.rolname = %(anon)s
        ),
        false
    ) as may_be_anon,
    array(
        select c.entry
        from pg_catalog.pg_db_role_setting as s
        cross join lateral unnest(s.setconfig) as c (entry)
        where
            s.setrole in (0, (select r.oid from pg_catalog.pg_roles as r where r.rolname = current_user))
            and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database as d where d.datname = current_database()))
            and c.entry like 'pgrst.%%'
        -- Postgres lets the narrower one win: first the most general.
        order by s.setdatabase <> 0, s.setrole <> 0
    ) as overrides
