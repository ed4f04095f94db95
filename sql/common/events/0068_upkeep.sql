-- events/0068_upkeep.sql
-- what: how the outbox is doing, and how it is kept small.
-- requires: events/0020_outbox_events.sql
-- why: an event stays after delivery, as evidence, and so that its consumers can be asked about it; not for ever.

create function common.event_status()
returns table (state text, events bigint, oldest_at timestamptz)
language plpgsql
stable
security definer -- gives counts to those who may not read the events
set search_path = ''
as $$
begin
    return query
    with unsettled as (
        select
            e.timestamp,
            e.dead_lettered_at is not null as is_dead,
            e.claimed_until > now() as is_claimed,
            e.dead_lettered_at is null and e.next_attempt_at > now() as is_waiting,
            bool_or(e.dead_lettered_at is not null or e.next_attempt_at > now()) over (
                partition by e.aggregatetype, e.aggregateid
                order by e.aggregate_version
                rows between unbounded preceding and 1 preceding
            ) as is_held
        from common.outbox_events as e
        where e.settled_at is null
    ),

    counted as (
        select
            case
                when u.is_dead then 'dead'
                when u.is_claimed then 'claimed'
                when u.is_held then 'held'
                when u.is_waiting then 'waiting'
                else 'ready'
            end as state,
            count(*) as events,
            min(u.timestamp) as oldest_at
        from unsettled as u
        group by 1
        union all
        select
            'settled',
            count(*),
            min(e.settled_at)
        from common.outbox_events as e
        where e.settled_at is not null
    )

    select
        s.state,
        coalesce(c.events, 0),
        c.oldest_at
    from unnest(array['ready', 'claimed', 'waiting', 'held', 'dead', 'settled']) with ordinality as s (state, place)
    left join counted as c on c.state = s.state
    order by s.place;
end;
$$;

create function common.prune_events(older_than interval default '7 days', batch_size integer default 10000)
returns integer
language plpgsql
volatile
security definer -- those who run the workers have no right to delete events
set search_path = ''
as $$
declare
    pruned integer;
begin
    delete from common.outbox_events as e
    where e.id = any (array(
        select old.id
        from common.outbox_events as old
        where old.settled_at < now() - prune_events.older_than
        order by old.settled_at
        limit prune_events.batch_size
        for update skip locked
    ));
    get diagnostics pruned = row_count;
    return pruned;
end;
$$;

comment on function common.event_status()
is 'How many events are ready, claimed by a worker, waiting to be tried again, held back by an earlier one, dead, and '
'settled; always these six rows. With the time of the oldest of each.';
comment on function common.prune_events(interval, integer)
is 'Deletes up to batch_size events that were settled longer ago than that and says how many; call it until it says 0.';
