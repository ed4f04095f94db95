-- notification/0030_notification_templates.sql
-- what: one row per text that is sent more than once.
-- requires: notification/0010_schema.sql
-- why: wording changes without a release; what was sent is kept with each message, so a change rewrites no history.

create table notification_schema.notification_templates (
    id uuid not null default gen_random_uuid(),
    name text not null,
    category text not null,
    notification_type text not null,
    subject_template text not null default '',
    body_template text not null,
    html_template text not null default '',
    description text not null default '',
    variables jsonb not null default '{}',
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_templates_pkey primary key (id),
    constraint notification_templates_name_key unique (name),
    constraint notification_templates_name_check check (char_length(name) <= 100),
    constraint notification_templates_category_check check (
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
    constraint notification_templates_notification_type_check check (
        notification_type in ('email', 'sms', 'push', 'in_app')
    ),
    constraint notification_templates_variables_check check (jsonb_typeof(variables) = 'object')
);

alter table notification_schema.notification_templates enable row level security;
alter table notification_schema.notification_templates force row level security;

create trigger tg_900_set_updated_at
before update on notification_schema.notification_templates
for each row execute function common.tg__set_updated_at();

comment on table notification_schema.notification_templates is 'Texts that are sent more than once, one row each.';
comment on column notification_schema.notification_templates.id is 'The template.';
comment on column notification_schema.notification_templates.name
is 'What services call it, such as application_accepted.';
comment on column notification_schema.notification_templates.category
is 'What it is about; people opt out by category.';
comment on column notification_schema.notification_templates.notification_type is 'Channel that it is written for.';
comment on column notification_schema.notification_templates.subject_template
is 'Subject or title; empty where the channel has none.';
comment on column notification_schema.notification_templates.body_template is 'Plain text, with variables as {name}.';
comment on column notification_schema.notification_templates.html_template
is 'The same as HTML; empty: plain text only.';
comment on column notification_schema.notification_templates.description is 'When it is sent.';
comment on column notification_schema.notification_templates.variables is 'Variables it uses: name to meaning.';
comment on column notification_schema.notification_templates.is_active is 'May be used for new messages.';
comment on column notification_schema.notification_templates.created_at is 'When the row was made.';
comment on column notification_schema.notification_templates.updated_at
is 'When the row was last changed; kept by a trigger.';
