-- notification/0045_notification_history.sql
-- what: one row per message that was sent, given up or called off.
-- requires: notification/0030_notification_templates.sql
-- why: the columns are the queue's, with what became of the message. There is no check for a recipient as in the queue:
--      a person who is deleted later must not be held back by an old message.

create table notification_schema.notification_history (
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
    status text not null,
    scheduled_at timestamptz not null default now(),
    retry_count integer not null default 0,
    max_retries integer not null default 3,
    error_message text not null default '',
    source_service text not null default '',
    reference_id text not null default '',
    metadata jsonb not null default '{}',
    sent_at timestamptz,
    delivered_at timestamptz,
    external_id text not null default '',
    provider text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_history_pkey primary key (id),
    constraint notification_history_template_id_fkey
    foreign key (template_id) references notification_schema.notification_templates (id) on delete set null,
    constraint notification_history_notification_type_check check (
        notification_type in ('email', 'sms', 'push', 'in_app')
    ),
    constraint notification_history_category_check check (
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
    constraint notification_history_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
    constraint notification_history_template_variables_check check (jsonb_typeof(template_variables) = 'object'),
    constraint notification_history_status_check check (status in ('sent', 'delivered', 'failed', 'cancelled')),
    constraint notification_history_metadata_check check (jsonb_typeof(metadata) = 'object')
);

alter table notification_schema.notification_history enable row level security;
alter table notification_schema.notification_history force row level security;

-- For what a person was told, newest first, and for the key.
create index notification_history_recipient_user_id_created_at_idx
on notification_schema.notification_history (recipient_user_id, created_at desc);

create index notification_history_template_id_idx
on notification_schema.notification_history (template_id);

-- For a provider's report of delivery, which knows its own id only.
create index notification_history_external_id_idx
on notification_schema.notification_history (external_id)
where external_id <> '';

create trigger tg_900_set_updated_at
before update on notification_schema.notification_history
for each row execute function common.tg__set_updated_at();

comment on table notification_schema.notification_history is 'Messages sent, given up or called off, one row each.';
comment on column notification_schema.notification_history.id is 'The message, as it was called in the queue.';
comment on column notification_schema.notification_history.recipient_user_id
is 'Who was told; null for somebody without an account, or whose account is gone.';
comment on column notification_schema.notification_history.recipient_email
is 'Address it went to; empty: the account''s.';
comment on column notification_schema.notification_history.recipient_phone
is 'Number it went to; empty: the profile''s.';
comment on column notification_schema.notification_history.notification_type is 'Channel that was used.';
comment on column notification_schema.notification_history.category is 'What it was about.';
comment on column notification_schema.notification_history.priority is 'How urgent it was.';
comment on column notification_schema.notification_history.subject
is 'Subject or title; empty where the channel has none.';
comment on column notification_schema.notification_history.message is 'Plain text as it was sent.';
comment on column notification_schema.notification_history.html_content
is 'HTML as it was sent; empty: plain text only.';
comment on column notification_schema.notification_history.template_id is 'Template it was made from; null if none.';
comment on column notification_schema.notification_history.template_variables
is 'What the template''s variables stood for.';
comment on column notification_schema.notification_history.status
is 'sent: the provider has it; delivered: the person has it; failed: given up; cancelled: called off.';
comment on column notification_schema.notification_history.scheduled_at is 'When it was to be sent, at the last try.';
comment on column notification_schema.notification_history.retry_count is 'Tries that failed.';
comment on column notification_schema.notification_history.max_retries
is 'Failed tries after which it was to be given up.';
comment on column notification_schema.notification_history.error_message
is 'Why the last failed try failed; empty if none did.';
comment on column notification_schema.notification_history.source_service is 'Service that asked for it.';
comment on column notification_schema.notification_history.reference_id is 'What it was about in that service.';
comment on column notification_schema.notification_history.metadata is 'What the asking service gave along.';
comment on column notification_schema.notification_history.sent_at
is 'When the provider took it; null if it never did.';
comment on column notification_schema.notification_history.delivered_at is 'When the person had it; null if unknown.';
comment on column notification_schema.notification_history.external_id is 'The provider''s id for it; empty if none.';
comment on column notification_schema.notification_history.provider is 'Who delivered it; empty if nobody did.';
comment on column notification_schema.notification_history.created_at is 'When it was asked for.';
comment on column notification_schema.notification_history.updated_at
is 'When the row was last changed; kept by a trigger.';
