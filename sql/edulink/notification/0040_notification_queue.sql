-- notification/0040_notification_queue.sql
-- what: one row per message that is still to be sent.
-- requires: notification/0030_notification_templates.sql
-- why: apart from the history, so that workers look at a small table however much was ever sent. The key to the
--      recipient is in 0090, because users belong to the auth service.

create table notification_schema.notification_queue (
    id uuid not null default gen_random_uuid(),
    recipient_user_id uuid,
    recipient_email text not null default '',
    recipient_phone text not null default '',
    notification_type text not null,
    category text not null,
    priority text not null default 'normal',
    subject text not null default '',
    message text not null,
    html_content text not null default '',
    template_id uuid,
    template_variables jsonb not null default '{}',
    status text not null default 'pending',
    scheduled_at timestamptz not null default now(),
    retry_count integer not null default 0,
    max_retries integer not null default 3,
    error_message text not null default '',
    source_service text not null default '',
    reference_id text not null default '',
    metadata jsonb not null default '{}',
    claimed_by text not null default '',
    claimed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_queue_pkey primary key (id),
    constraint notification_queue_template_id_fkey
    foreign key (template_id) references notification_schema.notification_templates (id) on delete set null,
    constraint notification_queue_recipient_check check (
        recipient_user_id is not null or recipient_email <> '' or recipient_phone <> ''
    ),
    constraint notification_queue_notification_type_check check (
        notification_type in ('email', 'sms', 'push', 'in_app')
    ),
    constraint notification_queue_category_check check (
        category in (
            'authentication',
            'registration',
            'verification',
            'password_reset',
            'internship',
            'application',
            'system',
            'marketing',
            'reminder'
        )
    ),
    constraint notification_queue_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
    constraint notification_queue_template_variables_check check (jsonb_typeof(template_variables) = 'object'),
    constraint notification_queue_status_check check (status in ('pending', 'processing', 'failed')),
    constraint notification_queue_metadata_check check (jsonb_typeof(metadata) = 'object')
);

alter table notification_schema.notification_queue enable row level security;
alter table notification_schema.notification_queue force row level security;

-- For the state of the queue: how much waits, since when.
create index notification_queue_status_scheduled_at_idx
on notification_schema.notification_queue (status, scheduled_at);

-- For the workers, in the order of claim_notifications: with 300,000 messages waiting, a claim then reads 100 rows
-- instead of sorting all.
create index notification_queue_claim_idx
on notification_schema.notification_queue (
    array_position(array['urgent', 'high', 'normal', 'low'], priority), scheduled_at, id
);

-- For the messages that wait for a person, and for the key.
create index notification_queue_recipient_user_id_idx
on notification_schema.notification_queue (recipient_user_id);

create index notification_queue_template_id_idx
on notification_schema.notification_queue (template_id);

create trigger tg_900_set_updated_at
before update on notification_schema.notification_queue
for each row execute function common.tg__set_updated_at();

comment on table notification_schema.notification_queue
is 'Messages still to be sent, one row each; then they move to the history.';
comment on column notification_schema.notification_queue.id is 'The message, here and in the history.';
comment on column notification_schema.notification_queue.recipient_user_id
is 'Who is told; null for somebody without an account.';
comment on column notification_schema.notification_queue.recipient_email is 'Address to use; empty: the account''s.';
comment on column notification_schema.notification_queue.recipient_phone is 'Number to use; empty: the profile''s.';
comment on column notification_schema.notification_queue.notification_type is 'Channel to use.';
comment on column notification_schema.notification_queue.category is 'What it is about; people opt out by category.';
comment on column notification_schema.notification_queue.priority is 'Urgent ones are claimed first, low ones last.';
comment on column notification_schema.notification_queue.subject
is 'Subject or title; empty where the channel has none.';
comment on column notification_schema.notification_queue.message is 'Plain text, variables filled in.';
comment on column notification_schema.notification_queue.html_content is 'The same as HTML; empty: plain text only.';
comment on column notification_schema.notification_queue.template_id is 'Template it was made from; null if none.';
comment on column notification_schema.notification_queue.template_variables
is 'What the template''s variables stood for.';
comment on column notification_schema.notification_queue.status
is 'pending: never tried; processing: a worker has it; failed: waits for another try.';
comment on column notification_schema.notification_queue.scheduled_at is 'Not to be sent before this moment.';
comment on column notification_schema.notification_queue.retry_count is 'Tries that failed so far.';
comment on column notification_schema.notification_queue.max_retries is 'Failed tries after which it is given up.';
comment on column notification_schema.notification_queue.error_message is 'Why the last try failed; empty if none did.';
comment on column notification_schema.notification_queue.source_service is 'Service that asked for it.';
comment on column notification_schema.notification_queue.reference_id
is 'What it is about in that service, such as an application''s id.';
comment on column notification_schema.notification_queue.metadata
is 'What the asking service wants back in the history.';
comment on column notification_schema.notification_queue.claimed_by
is 'Worker that has it or had it last; empty if none.';
comment on column notification_schema.notification_queue.claimed_at is 'When that worker took it; null if none did.';
comment on column notification_schema.notification_queue.created_at is 'When it was asked for.';
comment on column notification_schema.notification_queue.updated_at
is 'When the row was last changed; kept by a trigger.';
