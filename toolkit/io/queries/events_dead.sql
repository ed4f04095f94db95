-- Dead letters, oldest first.
-- parameters: type text (null: any), ids uuid[] (null: any), show_payload boolean, limit bigint (null: all)
select
    e.id::text,
    e.type,
    e.aggregatetype || ' ' || e.aggregateid as aggregate,
    e.attempts,
    e.dead_lettered_at,
    (
        select count(*)
        from common.outbox_events as later
        where
            later.aggregatetype = e.aggregatetype
            and later.aggregateid = e.aggregateid
            and later.aggregate_version > e.aggregate_version
            and later.settled_at is null
    ) as holds_back,
    coalesce(e.last_error, '') as last_error,
    case when %(show_payload)s then e.payload end as payload
from common.outbox_events as e
where
    e.settled_at is null
    and e.dead_lettered_at is not null
    and (%(type)s::text is null or e.type = %(type)s)
    and (%(ids)s::uuid[] is null or e.id = any (%(ids)s::uuid[]))
order by e.dead_lettered_at, e.sequence_number
limit %(limit)s
