-- events/0064_claim.sql
-- what: how a worker takes events, keeps them, and says that they were delivered.
-- requires: events/0020_outbox_events.sql
-- why: at least once, and those of one thing in order. A claim is committed before delivery begins and lapses by
--      itself, so a worker may die at any instant. The first unsettled event of a thing is the key to all of its
--      events: whoever holds it may take those that follow, and nobody else may take any.

create function common.claim_events(worker text, batch_size integer default 100, lease interval default '1 minute')
returns setof common.outbox_events
language plpgsql
volatile
security definer -- workers have no right to change the table
set search_path = ''
set enable_sort = off -- a queue fills faster than its statistics: walk it in order of its index, whatever they say
set jit = off -- it would cost more than the whole claim
as $$
declare
    moment constant timestamptz not null := clock_timestamp();
    kinds text[];
    things text[];
begin
    select array_agg(head.aggregatetype), array_agg(head.aggregateid)
    into kinds, things
    from (
        select e.aggregatetype, e.aggregateid
        from common.outbox_events as e
        where
            e.settled_at is null
            and e.dead_lettered_at is null
            and e.next_attempt_at <= moment
            and coalesce(e.claimed_until, '-infinity') <= moment
            -- The first of its thing. "not exists" would say the same, but Postgres might then join the whole queue with
            -- itself. This is looked up in the index for one event after the other, until there are enough.
            and e.aggregate_version = (
                select f.aggregate_version
                from common.outbox_events as f
                where
                    f.aggregatetype = e.aggregatetype
                    and f.aggregateid = e.aggregateid
                    and f.settled_at is null
                order by f.aggregate_version
                limit 1
            )
        order by e.sequence_number
        limit claim_events.batch_size
        for update of e skip locked
    ) as head;

    -- A statement of its own, to see what was committed before those rows were locked.
    return query
    with unsettled as (
        select
            next.id,
            next.sequence_number,
            bool_and(
                next.dead_lettered_at is null
                and next.next_attempt_at <= moment
                and coalesce(next.claimed_until, '-infinity') <= moment
            ) over (
                partition by next.aggregatetype, next.aggregateid order by next.aggregate_version
            ) as is_free
        from unnest(kinds, things) as head (aggregatetype, aggregateid)
        cross join lateral (
            select e.*
            from common.outbox_events as e
            where
                e.aggregatetype = head.aggregatetype
                and e.aggregateid = head.aggregateid
                and e.settled_at is null
            order by e.aggregate_version
            limit claim_events.batch_size
        ) as next
    ),

    taken as (
        select u.id
        from unsettled as u
        where u.is_free
        order by u.sequence_number
        limit claim_events.batch_size
    ),

    claimed as (
        update common.outbox_events as e
        set claimed_by = claim_events.worker, claimed_until = moment + claim_events.lease
        where
            e.id = any (array(select t.id from taken as t))
            -- Settled just now by a worker whose claim had lapsed.
            and e.published_at is null
            and e.discarded_at is null
        returning e.*
    )

    select c.* from claimed as c order by c.sequence_number;
end;
$$;

create function common.renew_claims(worker text, event_ids uuid[], lease interval default '1 minute')
returns integer
language plpgsql
volatile
security definer -- workers have no right to change the table
set search_path = ''
as $$
declare
    renewed integer;
begin
    -- A claim that has lapsed stays lapsed: another worker may have taken an earlier event of the same thing.
    update common.outbox_events as e
    set claimed_until = clock_timestamp() + renew_claims.lease
    where
        e.id = any (renew_claims.event_ids)
        and e.claimed_by = renew_claims.worker
        and e.claimed_until > clock_timestamp();
    get diagnostics renewed = row_count;
    return renewed;
end;
$$;

create function common.release_claims(worker text, event_ids uuid[])
returns integer
language plpgsql
volatile
security definer -- workers have no right to change the table
set search_path = ''
as $$
declare
    released integer;
begin
    -- With the later ones of the same thing: whoever gets the first must be the one to deliver them.
    update common.outbox_events as e
    set claimed_by = null, claimed_until = null
    from common.outbox_events as named
    where
        named.id = any (release_claims.event_ids)
        and named.claimed_by = release_claims.worker
        and e.aggregatetype = named.aggregatetype
        and e.aggregateid = named.aggregateid
        and e.aggregate_version >= named.aggregate_version
        and e.settled_at is null
        and e.claimed_by = release_claims.worker;
    get diagnostics released = row_count;
    return released;
end;
$$;

create function common.acknowledge_events(worker text, event_ids uuid[])
returns integer
language plpgsql
volatile
security definer -- workers have no right to change the table
set search_path = ''
as $$
declare
    acknowledged integer;
begin
    update common.outbox_events as e
    set
        attempts = e.attempts + 1,
        claimed_by = null,
        claimed_until = null,
        published_at = clock_timestamp()
    where e.id = any (acknowledge_events.event_ids) and e.claimed_by = acknowledge_events.worker;
    get diagnostics acknowledged = row_count;
    return acknowledged;
end;
$$;

comment on function common.claim_events(text, integer, interval)
is 'Gives this worker up to batch_size events to deliver in the order returned, for as long as the lease. Commit '
'before delivering. No other worker has an event of the same things until these are settled, released, failed or '
'lapsed.';
comment on function common.renew_claims(text, uuid[], interval)
is 'Starts the lease of these events anew and says for how many; fewer than asked: drop all, they may be another''s. '
'Name all that this worker still has, so that none lapses before an earlier one.';
comment on function common.release_claims(text, uuid[])
is 'Gives back events that were not delivered, and those that follow them, so that another worker need not wait for '
'the lease; says how many.';
comment on function common.acknowledge_events(text, uuid[])
is 'Notes that these events were delivered and says how many still belonged to this worker; others come again.';
