-- core/0032_audit_events.sql
-- what: one row per thing that an auditor may want to know; a partition a month.
-- requires: core/0012_tenants.sql
-- why: old months are dropped whole. What fits no month yet waits in the default partition until 0072 makes one. The
--      key begins with the tenant and has the moment in it, as partitions and distribution ask for.

create table core.audit_events (
    tenant_id uuid not null,
    id uuid not null default gen_random_uuid(),
    actor_user_id uuid,
    event_type text not null,
    entity text not null,
    entity_id uuid,
    payload jsonb not null default '{}',
    occurred_at timestamptz not null default now(),
    is_active boolean not null default true,
    metadata jsonb not null default '{}',
    schema_version integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint audit_events_pkey primary key (tenant_id, occurred_at, id),
    constraint audit_events_event_type_check check (event_type <> ''),
    constraint audit_events_entity_check check (entity <> ''),
    constraint audit_events_payload_check check (jsonb_typeof(payload) = 'object'),
    constraint audit_events_metadata_check check (jsonb_typeof(metadata) = 'object'),
    constraint audit_events_schema_version_check check (schema_version >= 1)
) partition by range (occurred_at);

alter table core.audit_events enable row level security;
alter table core.audit_events force row level security;

create table core.audit_events_default partition of core.audit_events default;

-- Whoever reads a partition by its own name meets no policy of the parent: closed to all but the owner.
alter table core.audit_events_default enable row level security;
alter table core.audit_events_default force row level security;

create index audit_events_tenant_id_actor_user_id_occurred_at_idx
on core.audit_events (tenant_id, actor_user_id, occurred_at);

create index audit_events_tenant_id_entity_entity_id_idx on core.audit_events (tenant_id, entity, entity_id);

comment on table core.audit_events is 'What happened in a tenant, one row each; append-only, a partition a month.';
comment on column core.audit_events.tenant_id is 'Tenant it belongs to; never changes.';
comment on column core.audit_events.id is 'The entry.';
comment on column core.audit_events.actor_user_id is 'Who did it; null if no user did.';
comment on column core.audit_events.event_type is 'What happened, such as access.granted.';
comment on column core.audit_events.entity is 'Kind of thing it happened to.';
comment on column core.audit_events.entity_id is 'Which one; null if none.';
comment on column core.audit_events.payload is 'What else is known, as an object; no secrets.';
comment on column core.audit_events.occurred_at is 'When it happened; decides the partition.';
comment on column core.audit_events.is_active is 'As in every table; entries are not switched off.';
comment on column core.audit_events.updated_at is 'As in every table; entries do not change.';
comment on column core.audit_events.metadata is 'More about it, as an object; no secrets.';
comment on column core.audit_events.schema_version is 'Version of the meaning of this row.';
comment on column core.audit_events.created_at is 'When the row was made.';

comment on table core.audit_events_default is 'Entries of a month that has no partition yet.';
