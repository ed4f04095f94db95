-- core/0076_publish.sql
-- what: how triggers of core publish an event.
-- requires: core/0050_keys.sql, common/events/0062_publish.sql
-- why: the key of an event is its tenant, so that the events of a tenant are delivered in the order in which they
--      happened. That makes two writers of one tenant wait for each other, and none of two tenants. On Citus the events
--      go the way of 0036.

{% if engine == "citus" %}
create function core.publish(tenant_id uuid, type text, payload jsonb)
returns void
language plpgsql
volatile
security definer -- those who cause events may not write them
set search_path = ''
as $$
begin
    insert into core.pending_events (tenant_id, type, payload)
    values (
        publish.tenant_id,
        publish.type,
        jsonb_build_object('schema_version', 1, 'tenant_id', publish.tenant_id) || publish.payload
    );
end;
$$;

create function core.forward_events(batch_size integer default 1000)
returns integer
language plpgsql
volatile
security definer -- only the owner may empty the table, and write the outbox
set search_path = ''
as $$
declare
    item record;
    forwarded integer not null := 0;
begin
    perform core.require_upkeep();
    -- One at a time, or the order of a tenant would be lost.
    perform pg_advisory_xact_lock(hashtextextended('core.pending_events', 0));
    for item in
        select e.tenant_id, e.id, e.type, e.payload
        from core.pending_events as e
        order by e.published_at, e.id
        limit forward_events.batch_size
    loop
        perform common.publish_event('tenant', item.tenant_id::text, item.type, item.payload, 'core/core');
        delete from core.pending_events as e where e.tenant_id = item.tenant_id and e.id = item.id;
        forwarded := forwarded + 1;
    end loop;
    return forwarded;
end;
$$;

comment on function core.forward_events(integer) is 'Moves pending events to the outbox; returns how many.';
{% else %}
create function core.publish(tenant_id uuid, type text, payload jsonb)
returns void
language plpgsql
volatile
security definer -- writes the outbox, on which those who cause events have no rights
set search_path = ''
as $$
begin
    perform common.publish_event(
        'tenant',
        publish.tenant_id::text,
        publish.type,
        jsonb_build_object('schema_version', 1, 'tenant_id', publish.tenant_id) || publish.payload,
        'core/core'
    );
end;
$$;
{% endif %}

-- An event with a secret in it would be refused, and the change with it: then it goes without.
create function core.without_secrets(document jsonb)
returns jsonb
language plpgsql
immutable
security invoker -- for the triggers of this schema, which run as the owner
set search_path = ''
as $$
begin
    if common.secret_keys(document) <> '{}' then
        return '{}'::jsonb;
    end if;
    return document;
end;
$$;

comment on function core.publish(uuid, text, jsonb) is 'Publishes an event of a tenant, once this transaction commits.';
comment on function core.without_secrets(jsonb) is 'The document, or an empty one if a key in it names a secret.';
