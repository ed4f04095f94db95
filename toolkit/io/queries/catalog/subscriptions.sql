-- Subscriptions of this database. The connection is not read: it holds a password, and only a superuser may see it.
select
    'subscription' as kind,
    'pg_catalog.pg_subscription'::pg_catalog.regclass::oid as classid,
    s.oid as objid,
    0 as objsubid,
    s.subname::text as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(s.subowner),
            'publications', s.subpublications,
            'enabled', nullif(s.subenabled, false),
            'slot_name', s.subslotname,
            'options', json_build_array(
                array['binary', s.subbinary::text],
                array['streaming', case when s.substream::text in ('t', 'true') then 'on' when s.substream::text = 'p' then 'parallel' else 'off' end],
                array['synchronous_commit', quote_literal(s.subsynccommit)],
                array['disable_on_error', s.subdisableonerr::text]
                , array['password_required', s.subpasswordrequired::text] -- since 16
                , array['run_as_owner', s.subrunasowner::text] -- since 16
                , array['origin', s.suborigin] -- since 16
                , array['failover', s.subfailover::text] -- since 17
            )
        )
    ) as fields,
    null as acl
from pg_catalog.pg_subscription as s
where s.subdbid = (select d.oid from pg_catalog.pg_database as d where d.datname = current_database());
