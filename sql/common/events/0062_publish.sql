-- events/0062_publish.sql
-- what: how a service publishes an event, in the transaction of what it tells.
-- requires: events/0060_secret_keys.sql
-- why: one function instead of a grant to insert: a publisher cannot read the events of others, cannot choose the
--      order, and cannot forget to wake the workers.

create function common.publish_event(
    aggregatetype text,
    aggregateid text,
    type text,
    payload jsonb,
    source_service text,
    target_service text default null,
    correlation_id text default null,
    max_attempts integer default 4
)
returns uuid
language plpgsql
volatile
security definer -- publishers have no rights on the tables of the outbox
set search_path = ''
as $$
declare
    version bigint;
    event_id uuid;
begin
    -- From here until the end of this transaction, nobody else publishes about the same thing.
    insert into common.outbox_aggregates as a (aggregatetype, aggregateid)
    values (publish_event.aggregatetype, publish_event.aggregateid)
    on conflict on constraint outbox_aggregates_pkey do update set last_version = a.last_version + 1
    returning a.last_version into version;

    insert into common.outbox_events (
        aggregatetype,
        aggregateid,
        type,
        payload,
        aggregate_version,
        source_service,
        target_service,
        correlation_id,
        max_attempts
    )
    values (
        publish_event.aggregatetype,
        publish_event.aggregateid,
        publish_event.type,
        publish_event.payload,
        version,
        publish_event.source_service,
        publish_event.target_service,
        -- Triggers publish too, and know nothing of the request; a service may leave its name in a setting.
        coalesce(publish_event.correlation_id, left(nullif(current_setting('events.correlation_id', true), ''), 200)),
        publish_event.max_attempts
    )
    returning id into event_id;

    -- Sent when this commits. Equal ones are sent once, so the payload is the kind of thing and not the event.
    perform pg_notify('outbox_events', publish_event.aggregatetype);
    return event_id;
end;
$$;

comment on function common.publish_event(text, text, text, jsonb, text, text, text, integer)
is 'Adds an event to the outbox, to be delivered once this transaction commits, and returns its id. Waits for other '
'transactions that published about the same thing. Notifies the channel outbox_events.';
