-- core/0036_pending_events.sql
-- engine: citus
-- what: events that triggers have published, until they are forwarded to the outbox.
-- requires: core/0010_schema.sql
-- why: the outbox is a table of the coordinator, and triggers run on the nodes that have the rows. So they write here,
--      next to the row and in its transaction; core.forward_events moves what is here to the outbox.

create table core.pending_events (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    type text not null,
    payload jsonb not null,
    published_at timestamptz not null default clock_timestamp(),
    constraint pending_events_pkey primary key (tenant_id, id),
    constraint pending_events_type_check check (type <> ''),
    constraint pending_events_payload_check check (jsonb_typeof(payload) = 'object')
);

alter table core.pending_events enable row level security;
alter table core.pending_events force row level security;

create index pending_events_published_at_idx on core.pending_events (published_at);

comment on table core.pending_events is 'Events on their way to the outbox, one row each.';
comment on column core.pending_events.tenant_id is 'Tenant in which it happened; its events stay in order.';
comment on column core.pending_events.id is 'The entry; the outbox gives the event an id of its own.';
comment on column core.pending_events.type is 'What happened, such as core.user.created.';
comment on column core.pending_events.payload is 'What consumers need to know; no secrets.';
comment on column core.pending_events.published_at is 'When; within a tenant the order of events.';
