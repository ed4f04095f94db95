-- auth/0050_security_logs.sql
-- what: one row per thing that an investigation may want to know.
-- requires: auth/0020_users.sql
-- why: nobody can change afterwards what happened, only note how it was looked into.

create table auth_schema.security_logs (
    id uuid not null default gen_random_uuid(),
    event_type text not null,
    severity text not null default 'medium',
    description text not null default '',
    user_id uuid,
    user_email text not null default '',
    ip_address inet,
    user_agent text not null default '',
    country text not null default '',
    city text not null default '',
    occurred_at timestamptz not null default now(),
    status text not null default 'open',
    risk_score integer not null default 0,
    resolved_at timestamptz,
    resolved_by uuid,
    resolution_notes text not null default '',
    service_name text not null default 'auth_service',
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint security_logs_pkey primary key (id),
    constraint security_logs_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete set null,
    constraint security_logs_resolved_by_fkey
    foreign key (resolved_by) references auth_schema.users (id) on delete set null,
    constraint security_logs_event_type_check check (
        event_type in (
            'login_success',
            'login_failed',
            'login_failed_unknown_user',
            'logout',
            'user_created',
            'user_deleted',
            'account_locked',
            'account_unlocked',
            'account_activated',
            'account_deactivated',
            'password_changed',
            'password_reset_requested',
            'password_reset_completed',
            'email_verified',
            'email_verification_sent',
            'role_changed',
            'permission_granted',
            'permission_revoked',
            'two_factor_enabled',
            'two_factor_disabled',
            'two_factor_verified',
            'refresh_token_created',
            'refresh_token_blacklisted',
            'token_validation_failed',
            'multiple_failed_logins',
            'unusual_login_location',
            'concurrent_sessions',
            'brute_force_attempt',
            'service_access',
            'api_rate_limit_exceeded',
            'unauthorized_access_attempt'
        )
    ),
    constraint security_logs_severity_check check (severity in ('low', 'medium', 'high', 'critical')),
    constraint security_logs_status_check check (status in ('open', 'investigating', 'resolved', 'false_positive')),
    constraint security_logs_risk_score_check check (risk_score between 0 and 100),
    constraint security_logs_metadata_check check (jsonb_typeof(metadata) = 'object')
);

alter table auth_schema.security_logs enable row level security;
alter table auth_schema.security_logs force row level security;

create index security_logs_event_type_occurred_at_idx on auth_schema.security_logs (event_type, occurred_at);
create index security_logs_user_id_occurred_at_idx on auth_schema.security_logs (user_id, occurred_at);
create index security_logs_ip_address_occurred_at_idx on auth_schema.security_logs (ip_address, occurred_at);
create index security_logs_severity_status_idx on auth_schema.security_logs (severity, status);
create index security_logs_risk_score_idx on auth_schema.security_logs (risk_score);
create index security_logs_resolved_by_idx on auth_schema.security_logs (resolved_by);

-- All but those of the investigation: status, risk_score, resolved_at, resolved_by, resolution_notes.
create trigger tg_100_forbid_change
before delete or update of
id, event_type, severity, description, user_id, user_email, ip_address, user_agent, country, city, occurred_at,
service_name, metadata, created_at
on auth_schema.security_logs
for each row execute function common.tg__forbid_change();

create trigger tg_100_forbid_truncate
before truncate on auth_schema.security_logs
for each statement execute function common.tg__forbid_change();

create trigger tg_900_set_updated_at
before update on auth_schema.security_logs
for each row execute function common.tg__set_updated_at();

comment on table auth_schema.security_logs is 'What happened that concerns security, one row each; append-only.';
comment on column auth_schema.security_logs.id is 'The entry.';
comment on column auth_schema.security_logs.event_type is 'What happened.';
comment on column auth_schema.security_logs.severity is 'How bad that is.';
comment on column auth_schema.security_logs.description is 'What happened, in words; may be empty.';
comment on column auth_schema.security_logs.user_id is 'Account concerned; null if unknown or gone.';
comment on column auth_schema.security_logs.user_email is 'Its address at that time; empty if unknown.';
comment on column auth_schema.security_logs.ip_address is 'Where the request came from; null if unknown.';
comment on column auth_schema.security_logs.user_agent is 'What the browser or app called itself; empty if unknown.';
comment on column auth_schema.security_logs.country is 'Country as guessed from the address; empty if unknown.';
comment on column auth_schema.security_logs.city is 'City as guessed from the address; empty if unknown.';
comment on column auth_schema.security_logs.occurred_at is 'When it happened.';
comment on column auth_schema.security_logs.status is 'How far the investigation is.';
comment on column auth_schema.security_logs.risk_score
is 'How likely it is an attack, from 0 to 100; may be judged anew.';
comment on column auth_schema.security_logs.resolved_at is 'When the investigation ended; null until then.';
comment on column auth_schema.security_logs.resolved_by is 'Account that ended it; null until then, or if it is gone.';
comment on column auth_schema.security_logs.resolution_notes is 'What it found; may be empty.';
comment on column auth_schema.security_logs.service_name is 'Service that wrote the entry.';
comment on column auth_schema.security_logs.metadata is 'More about it, as an object; no secrets.';
comment on column auth_schema.security_logs.created_at is 'When the row was made.';
comment on column auth_schema.security_logs.updated_at is 'When the row was last changed; kept by a trigger.';
