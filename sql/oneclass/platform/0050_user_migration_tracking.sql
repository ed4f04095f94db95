-- platform/0050_user_migration_tracking.sql
-- what: which person here each person of an old database became.
-- requires: platform/0030_platform_users.sql
-- why: three generations of old tables had a row each for one person; whoever still has an old id finds the person.

create table platform.user_migration_tracking (
    id uuid not null default gen_random_uuid(),
    legacy_user_id uuid not null,
    new_user_id uuid not null,
    migration_type text not null,
    migrated_at timestamptz not null default now(),
    batch_number integer,
    migration_metadata jsonb not null default '{}',
    constraint user_migration_tracking_pkey primary key (id),
    constraint user_migration_tracking_legacy_user_id_migration_type_key unique (legacy_user_id, migration_type),
    constraint user_migration_tracking_new_user_id_fkey
    foreign key (new_user_id) references platform.platform_users (id) on delete cascade,
    constraint user_migration_tracking_migration_type_check check (
        migration_type in (
            'legacy_to_platform', 'enhanced_to_platform', 'foundation_to_platform', 'merge_duplicates'
        )
    ),
    constraint user_migration_tracking_migration_metadata_check check (jsonb_typeof(migration_metadata) = 'object')
);

alter table platform.user_migration_tracking enable row level security;
alter table platform.user_migration_tracking force row level security;

create index user_migration_tracking_new_user_id_idx on platform.user_migration_tracking (new_user_id);
create index user_migration_tracking_batch_number_idx on platform.user_migration_tracking (batch_number);

comment on table platform.user_migration_tracking is 'Rows of people in old databases, and who they are here.';
comment on column platform.user_migration_tracking.id is 'The note.';
comment on column platform.user_migration_tracking.legacy_user_id is 'Id of the old row.';
comment on column platform.user_migration_tracking.new_user_id is 'The person here.';
comment on column platform.user_migration_tracking.migration_type
is 'From which generation of tables it came, or that it was a duplicate.';
comment on column platform.user_migration_tracking.migrated_at is 'When it was brought in.';
comment on column platform.user_migration_tracking.batch_number is 'Batch that brought it in; null if unknown.';
comment on column platform.user_migration_tracking.migration_metadata is 'What else is known about it; an object.';
