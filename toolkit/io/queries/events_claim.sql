-- Claims events and gives each as the line that a command gets.
-- parameters: worker text, batch_size integer, lease interval
-- why: Postgres writes the JSON, so that numbers of any length arrive as they are.
select
    e.id::text,
    e.type,
    e.aggregatetype || ' ' || e.aggregateid as aggregate,
    row_to_json(l.*)::text as line
from common.claim_events(%(worker)s, %(batch_size)s, %(lease)s) as e
cross join lateral (
    select
        e.id,
        e.type,
        e.aggregatetype,
        e.aggregateid,
        e.aggregate_version,
        to_char(e.timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as timestamp,
        e.source_service,
        e.target_service,
        e.correlation_id,
        e.attempts + 1 as attempt,
        e.payload
) as l
