-- notification/0020_notification_channels.sql
-- what: one row per way of reaching people.
-- requires: notification/0010_schema.sql
-- why: a channel that fails can be switched off in one place while its queue waits.

create table notification_schema.notification_channels (
    id uuid not null default gen_random_uuid(),
    name text not null,
    provider text not null default '',
    is_enabled boolean not null default true,
    max_per_day integer,
    config jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_channels_pkey primary key (id),
    constraint notification_channels_name_key unique (name),
    constraint notification_channels_max_per_day_check check (max_per_day >= 0),
    constraint notification_channels_config_check check (jsonb_typeof(config) = 'object')
);

alter table notification_schema.notification_channels enable row level security;
alter table notification_schema.notification_channels force row level security;

create trigger tg_900_set_updated_at
before update on notification_schema.notification_channels
for each row execute function common.tg__set_updated_at();

comment on table notification_schema.notification_channels is 'Ways of reaching people, one row each.';
comment on column notification_schema.notification_channels.id is 'The channel.';
comment on column notification_schema.notification_channels.name
is 'What notification_type names; the seeds bring email, sms, push and in_app.';
comment on column notification_schema.notification_channels.provider is 'Who delivers; empty until one is chosen.';
comment on column notification_schema.notification_channels.is_enabled
is 'Nothing is claimed for a channel that is off.';
comment on column notification_schema.notification_channels.max_per_day
is 'Most messages a day to all together, which the workers keep; null: no limit.';
comment on column notification_schema.notification_channels.config is 'How the provider is called; no secrets.';
comment on column notification_schema.notification_channels.created_at is 'When the row was made.';
comment on column notification_schema.notification_channels.updated_at
is 'When the row was last changed; kept by a trigger.';
