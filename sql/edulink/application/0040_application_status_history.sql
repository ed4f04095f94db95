-- application/0040_application_status_history.sql
-- what: one row per step that an application took.
-- requires: application/0020_applications.sql
-- why: a student who was turned down can be told when, by whom and why; so rows are written by a trigger and never
--      changed. They go with their application.

create table application_schema.application_status_history (
    id uuid not null default gen_random_uuid(),
    application_id uuid not null,
    from_status text,
    to_status text not null,
    changed_by uuid,
    reason text not null default '',
    changed_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint application_status_history_pkey primary key (id),
    constraint application_status_history_application_id_fkey
    foreign key (application_id) references application_schema.applications (id) on delete cascade,
    constraint application_status_history_to_status_check check (
        to_status in ('pending', 'reviewed', 'interview_scheduled', 'accepted', 'rejected', 'withdrawn')
    )
);

alter table application_schema.application_status_history enable row level security;
alter table application_schema.application_status_history force row level security;

-- For the steps of an application in their order.
create index application_status_history_application_id_changed_at_idx
on application_schema.application_status_history (application_id, changed_at);

comment on table application_schema.application_status_history
is 'Steps that applications took, one row each; only ever added to.';
comment on column application_schema.application_status_history.id is 'The step.';
comment on column application_schema.application_status_history.application_id is 'Application that moved.';
comment on column application_schema.application_status_history.from_status
is 'Where it stood, as it was called then; null if unknown.';
comment on column application_schema.application_status_history.to_status is 'Where it stands since.';
comment on column application_schema.application_status_history.changed_by
is 'Profile of who moved it; no key: it outlives them.';
comment on column application_schema.application_status_history.reason
is 'Why, in words for both sides; empty if not given.';
comment on column application_schema.application_status_history.changed_at is 'When it moved.';
comment on column application_schema.application_status_history.created_at is 'When the row was made.';
comment on column application_schema.application_status_history.updated_at
is 'Equals created_at, as the row never changes.';
