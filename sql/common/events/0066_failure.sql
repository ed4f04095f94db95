-- events/0066_failure.sql
-- what: what becomes of an event that could not be delivered: tried again later, given up, then retried or discarded.
-- requires: events/0064_claim.sql
-- why: an event that fails holds back the later ones of its thing, because delivering those first would be out of
--      order; all other things go on.

create function common.fail_event(worker text, event_id uuid, error text, retry_in interval default null)
returns text
language plpgsql
volatile
security definer -- workers have no right to change the table
set search_path = ''
as $$
declare
    moment constant timestamptz not null := clock_timestamp();
    failed common.outbox_events;
begin
    update common.outbox_events as e
    set
        attempts = e.attempts + 1,
        -- After 10 seconds, 1 minute, 6 minutes, 36 minutes, then every hour.
        next_attempt_at = moment + coalesce(
            fail_event.retry_in,
            least(interval '10 seconds' * 6 ^ least(e.attempts, 4), interval '1 hour')
        ),
        claimed_by = null,
        claimed_until = null,
        last_error = left(fail_event.error, 2000),
        dead_lettered_at = case when e.attempts + 1 >= e.max_attempts then moment end
    where e.id = fail_event.event_id and e.claimed_by = fail_event.worker
    returning e.* into failed;
    if not found then
        return 'lost';
    end if;

    -- The worker may have the next ones too. They wait for this one.
    update common.outbox_events as e
    set claimed_by = null, claimed_until = null
    where
        e.aggregatetype = failed.aggregatetype
        and e.aggregateid = failed.aggregateid
        and e.aggregate_version > failed.aggregate_version
        and e.settled_at is null
        and e.claimed_by = fail_event.worker;

    return case when failed.dead_lettered_at is null then 'waiting' else 'dead' end;
end;
$$;

create function common.retry_events(event_ids uuid[] default null)
returns integer
language plpgsql
volatile
security definer -- those who run the workers have no right to change the table
set search_path = ''
as $$
declare
    retried integer;
begin
    update common.outbox_events as e
    set
        attempts = 0,
        next_attempt_at = clock_timestamp(),
        claimed_by = null,
        claimed_until = null,
        dead_lettered_at = null
    where
        e.settled_at is null
        and coalesce(e.claimed_until, '-infinity') <= clock_timestamp()
        and case
            when retry_events.event_ids is null then e.dead_lettered_at is not null
            else e.id = any (retry_events.event_ids)
        end;
    get diagnostics retried = row_count;

    perform pg_notify('outbox_events', '');
    return retried;
end;
$$;

create function common.discard_events(event_ids uuid[], reason text)
returns integer
language plpgsql
volatile
security definer -- those who run the workers have no right to change the table
set search_path = ''
as $$
declare
    discarded integer;
begin
    update common.outbox_events as e
    set
        claimed_by = null,
        claimed_until = null,
        last_error = left(discard_events.reason, 2000),
        discarded_at = clock_timestamp()
    where
        e.id = any (discard_events.event_ids)
        and e.settled_at is null
        and coalesce(e.claimed_until, '-infinity') <= clock_timestamp();
    get diagnostics discarded = row_count;

    perform pg_notify('outbox_events', '');
    return discarded;
end;
$$;

comment on function common.fail_event(text, uuid, text, interval)
is 'Notes that this worker could not deliver an event. Says what becomes of it: waiting (tried again, later each '
'time), dead (given up), or lost (it was no longer this worker''s). The worker must not deliver later events of its '
'thing.';
comment on function common.retry_events(uuid[])
is 'Makes these events due now with all their attempts before them, or every dead letter if none are named; says how '
'many. Events that a worker holds are left to it.';
comment on function common.discard_events(uuid[], text)
is 'Settles these events without delivery, for a reason, so that later ones may go; says how many. Events that a '
'worker holds are left to it.';
