-- user/0050_profile_history.sql
-- what: one row per change of a profile, with what it was before and after.
-- requires: user/0020_user_profiles.sql
-- why: who changed what is asked later than anybody thought. Written by a trigger of 0064 and never changed; it goes
--      with its profile.

create table user_schema.profile_history (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    action text not null,
    changed_fields text[] not null default '{}',
    old_data jsonb not null default '{}',
    new_data jsonb not null default '{}',
    description text not null default '',
    ip_address inet,
    user_agent text not null default '',
    changed_by uuid,
    changed_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint profile_history_pkey primary key (id),
    constraint profile_history_user_profile_id_fkey
    foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint profile_history_old_data_check check (jsonb_typeof(old_data) = 'object'),
    constraint profile_history_new_data_check check (jsonb_typeof(new_data) = 'object')
);

alter table user_schema.profile_history enable row level security;
alter table user_schema.profile_history force row level security;

-- For the history of a person, newest first.
create index profile_history_user_profile_id_changed_at_idx
on user_schema.profile_history (user_profile_id, changed_at desc);

create trigger tg_100_forbid_change
before update or delete on user_schema.profile_history
for each row execute function common.tg__forbid_change();

create trigger tg_100_forbid_truncate
before truncate on user_schema.profile_history
for each statement execute function common.tg__forbid_change();

comment on table user_schema.profile_history is 'Changes of profiles, one row each; append-only.';
comment on column user_schema.profile_history.id is 'The change.';
comment on column user_schema.profile_history.user_profile_id is 'Profile that was changed.';
comment on column user_schema.profile_history.action
is 'updated, deleted or restored; old rows have words of their own.';
comment on column user_schema.profile_history.changed_fields is 'Columns that were changed, sorted.';
comment on column user_schema.profile_history.old_data is 'Those columns before the change, as an object.';
comment on column user_schema.profile_history.new_data is 'Those columns after the change, as an object.';
comment on column user_schema.profile_history.description is 'The change in words; may be empty.';
comment on column user_schema.profile_history.ip_address is 'Where the request came from; null if unknown.';
comment on column user_schema.profile_history.user_agent is 'What the browser or app called itself; empty if unknown.';
comment on column user_schema.profile_history.changed_by is 'Account that was signed in; null if it was a service.';
comment on column user_schema.profile_history.changed_at is 'When it was changed.';
comment on column user_schema.profile_history.created_at is 'When the row was made.';
comment on column user_schema.profile_history.updated_at is 'Same as created_at: the row never changes.';
