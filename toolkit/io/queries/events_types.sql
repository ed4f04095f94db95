-- Unsettled events by type and state. The states are those of common.event_status().
with unsettled as (
    select
        e.type,
        e.dead_lettered_at is not null as is_dead,
        coalesce(e.claimed_until > now(), false) as is_claimed,
        e.next_attempt_at > now() as is_waiting,
        coalesce(
            bool_or(e.dead_lettered_at is not null or e.next_attempt_at > now()) over (
                partition by e.aggregatetype, e.aggregateid
                order by e.aggregate_version
                rows between unbounded preceding and 1 preceding
            ),
            false
        ) as is_held
    from common.outbox_events as e
    where e.settled_at is null
)

select
    u.type,
    count(*) filter (where not u.is_dead and not u.is_claimed and not u.is_held and not u.is_waiting) as ready,
    count(*) filter (where not u.is_dead and u.is_claimed) as claimed,
    count(*) filter (where not u.is_dead and not u.is_claimed and not u.is_held and u.is_waiting) as waiting,
    count(*) filter (where not u.is_dead and not u.is_claimed and u.is_held) as held,
    count(*) filter (where u.is_dead) as dead
from unsettled as u
group by u.type
order by u.type
