-- events/0020_outbox_events.sql
-- what: one row per event, written in the transaction that made it happen, and what became of its delivery.
-- requires: events/0010_outbox_aggregates.sql
-- why: an event that is committed together with its cause is never lost and never invented. The first columns carry the
--      names that Debezium's outbox event router looks for; the others are for workers without Kafka.

create table common.outbox_events (
    id uuid not null default gen_random_uuid(),
    aggregatetype text not null,
    aggregateid text not null,
    type text not null,
    payload jsonb not null,
    timestamp timestamptz not null default now(),
    sequence_number bigint not null generated always as identity,
    aggregate_version bigint not null,
    source_service text not null,
    target_service text,
    correlation_id text,
    attempts integer not null default 0,
    max_attempts integer not null default 4,
    next_attempt_at timestamptz not null default now(),
    claimed_by text,
    claimed_until timestamptz,
    last_error text,
    published_at timestamptz,
    dead_lettered_at timestamptz,
    discarded_at timestamptz,
    settled_at timestamptz generated always as (coalesce(published_at, discarded_at)) stored,
    constraint outbox_events_pkey primary key (id),
    constraint outbox_events_aggregatetype_check check (aggregatetype ~ '^[A-Za-z][A-Za-z0-9_.-]{0,99}$'),
    constraint outbox_events_aggregateid_check check (aggregateid <> '' and char_length(aggregateid) <= 200),
    constraint outbox_events_type_check check (type ~ '^[A-Za-z][A-Za-z0-9_.-]{0,99}$'),
    constraint outbox_events_payload_check check (jsonb_typeof(payload) = 'object'),
    constraint outbox_events_source_service_check check (source_service <> ''),
    constraint outbox_events_correlation_id_check check (char_length(correlation_id) <= 200),
    constraint outbox_events_attempts_check check (attempts >= 0),
    constraint outbox_events_max_attempts_check check (max_attempts >= 1),
    constraint outbox_events_claimed_until_check check ((claimed_by is null) = (claimed_until is null)),
    constraint outbox_events_published_at_check check (
        published_at is null or (dead_lettered_at is null and discarded_at is null)
    ),
    -- What is settled or given up belongs to no worker.
    constraint outbox_events_claimed_by_check check (
        claimed_by is null or num_nonnulls(published_at, dead_lettered_at, discarded_at) = 0
    )
) with (
    fillfactor = 80, -- a claim fits beside the row that it updates
    autovacuum_vacuum_scale_factor = 0.02 -- delivered events leave the front of the queue, and every claim starts there
);

alter table common.outbox_events enable row level security;
alter table common.outbox_events force row level security;

-- The queue, oldest first. Both indexes hold what is not yet settled, however many delivered events the table keeps.
create index outbox_events_sequence_number_idx
on common.outbox_events (sequence_number)
where settled_at is null;

-- What holds back a later event of the same thing.
create unique index outbox_events_aggregatetype_aggregateid_aggregate_version_key
on common.outbox_events (aggregatetype, aggregateid, aggregate_version)
where settled_at is null;

-- What is old enough to be pruned.
create index outbox_events_settled_at_idx on common.outbox_events (settled_at) where settled_at is not null;

comment on table common.outbox_events
is 'Events to be delivered at least once, those of one thing in order; delivered ones until they are pruned.';
comment on column common.outbox_events.id is 'The event; a consumer that saw it before ignores it.';
comment on column common.outbox_events.aggregatetype is 'Kind of thing the event is about, such as user.';
comment on column common.outbox_events.aggregateid is 'Which one: its id. Events of one thing are delivered in order.';
comment on column common.outbox_events.type is 'What happened, such as user.created.';
comment on column common.outbox_events.payload is 'What consumers need to know; an object, never with a secret in it.';
comment on column common.outbox_events.timestamp is 'When it happened: the time of the transaction.';
comment on column common.outbox_events.sequence_number is 'Order of publication; not without gaps.';
comment on column common.outbox_events.aggregate_version is 'Which event of its thing this is: 1, 2, 3 ...';
comment on column common.outbox_events.source_service is 'Who published it: system/service.';
comment on column common.outbox_events.target_service is 'Whom it is for: system/service; null for everybody.';
comment on column common.outbox_events.correlation_id is 'What the request was called that led to it; null if unknown.';
comment on column common.outbox_events.attempts is 'Deliveries tried so far.';
comment on column common.outbox_events.max_attempts is 'Failed deliveries after which it becomes a dead letter.';
comment on column common.outbox_events.next_attempt_at is 'Not to be delivered before.';
comment on column common.outbox_events.claimed_by is 'Worker that is delivering it; null if none.';
comment on column common.outbox_events.claimed_until is 'When the claim lapses and another worker may take it.';
comment on column common.outbox_events.last_error is 'Why the last delivery failed, or why it was discarded.';
comment on column common.outbox_events.published_at is 'When it was delivered; null until then.';
comment on column common.outbox_events.dead_lettered_at
is 'When delivery was given up; it holds back the later events of its thing until it is retried or discarded.';
comment on column common.outbox_events.discarded_at is 'When somebody decided that it need not be delivered.';
comment on column common.outbox_events.settled_at
is 'When it was delivered or discarded; null while it must be delivered.';
