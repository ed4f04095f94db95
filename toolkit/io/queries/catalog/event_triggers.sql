-- Event triggers.
select
    'event trigger' as kind,
    'pg_catalog.pg_event_trigger'::pg_catalog.regclass::oid as classid,
    t.oid as objid,
    0 as objsubid,
    t.evtname::text as path,
    json_strip_nulls(
        json_build_object(
            'owner', pg_catalog.pg_get_userbyid(t.evtowner),
            'event', t.evtevent,
            'function', t.evtfoid::pg_catalog.regproc,
            'tags', t.evttags,
            'enabled', nullif(t.evtenabled, 'O')
        )
    ) as fields,
    null as acl
from pg_catalog.pg_event_trigger as t;
