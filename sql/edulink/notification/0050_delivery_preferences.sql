-- notification/0050_delivery_preferences.sql
-- what: one row per person who wants to be told otherwise than by default.
-- requires: notification/0010_schema.sql
-- why: nobody needs a row: without one the defaults of the columns hold. The key to the person is in 0090.

create table notification_schema.delivery_preferences (
    id uuid not null default gen_random_uuid(),
    user_id uuid not null,
    email_enabled boolean not null default true,
    sms_enabled boolean not null default false,
    push_enabled boolean not null default true,
    in_app_enabled boolean not null default true,
    email_categories jsonb not null default '[]',
    sms_categories jsonb not null default '[]',
    push_categories jsonb not null default '[]',
    in_app_categories jsonb not null default '[]',
    quiet_hours_enabled boolean not null default false,
    quiet_hours_start time,
    quiet_hours_end time,
    quiet_hours_timezone text not null default 'UTC',
    max_emails_per_day integer not null default 50,
    max_sms_per_day integer not null default 10,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint delivery_preferences_pkey primary key (id),
    constraint delivery_preferences_user_id_key unique (user_id),
    constraint delivery_preferences_email_categories_check check (jsonb_typeof(email_categories) = 'array'),
    constraint delivery_preferences_sms_categories_check check (jsonb_typeof(sms_categories) = 'array'),
    constraint delivery_preferences_push_categories_check check (jsonb_typeof(push_categories) = 'array'),
    constraint delivery_preferences_in_app_categories_check check (jsonb_typeof(in_app_categories) = 'array')
);

alter table notification_schema.delivery_preferences enable row level security;
alter table notification_schema.delivery_preferences force row level security;

create trigger tg_900_set_updated_at
before update on notification_schema.delivery_preferences
for each row execute function common.tg__set_updated_at();

comment on table notification_schema.delivery_preferences
is 'How a person wants to be told, where that is not the default.';
comment on column notification_schema.delivery_preferences.id is 'The preferences.';
comment on column notification_schema.delivery_preferences.user_id is 'Whose they are.';
comment on column notification_schema.delivery_preferences.email_enabled is 'May be told by e-mail.';
comment on column notification_schema.delivery_preferences.sms_enabled is 'May be told by text message.';
comment on column notification_schema.delivery_preferences.push_enabled is 'May be told on the phone''s screen.';
comment on column notification_schema.delivery_preferences.in_app_enabled is 'May be told inside the application.';
comment on column notification_schema.delivery_preferences.email_categories
is 'Categories wanted by e-mail; empty: all.';
comment on column notification_schema.delivery_preferences.sms_categories
is 'Categories wanted by text message; empty: all.';
comment on column notification_schema.delivery_preferences.push_categories
is 'Categories wanted on the screen; empty: all.';
comment on column notification_schema.delivery_preferences.in_app_categories
is 'Categories wanted in the application; empty: all.';
comment on column notification_schema.delivery_preferences.quiet_hours_enabled
is 'Keeps the hours below free of messages.';
comment on column notification_schema.delivery_preferences.quiet_hours_start
is 'First quiet minute, in their time zone.';
comment on column notification_schema.delivery_preferences.quiet_hours_end
is 'First minute after the quiet; earlier than the start: on the next day.';
comment on column notification_schema.delivery_preferences.quiet_hours_timezone
is 'IANA name of the zone of the quiet hours.';
comment on column notification_schema.delivery_preferences.max_emails_per_day is 'Most e-mails a day.';
comment on column notification_schema.delivery_preferences.max_sms_per_day is 'Most text messages a day.';
comment on column notification_schema.delivery_preferences.created_at is 'When the row was made.';
comment on column notification_schema.delivery_preferences.updated_at
is 'When the row was last changed; kept by a trigger.';
