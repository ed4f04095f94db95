-- location/0030_location_staff.sql
-- what: one row per person who works at a place.
-- requires: location/0020_locations.sql
-- why: staff_id is a user of the auth feature, so no key holds it.

create table carwash.{{ LOCATION_TABLE_PREFIX }}location_staff (
    id uuid not null default gen_random_uuid(),
    location_id uuid not null,
    staff_id uuid not null,
    role text not null,
    assigned_at timestamptz not null default now(),
    is_active boolean not null default true,
    constraint {{ LOCATION_TABLE_PREFIX }}location_staff_pkey primary key (id),
    constraint {{ LOCATION_TABLE_PREFIX }}location_staff_location_id_staff_id_key unique (location_id, staff_id),
    constraint {{ LOCATION_TABLE_PREFIX }}location_staff_location_id_fkey
    foreign key (location_id) references carwash.{{ LOCATION_TABLE_PREFIX }}locations (id) on delete cascade,
    constraint {{ LOCATION_TABLE_PREFIX }}location_staff_role_check check (char_length(role) <= 20)
);

alter table carwash.{{ LOCATION_TABLE_PREFIX }}location_staff enable row level security;
alter table carwash.{{ LOCATION_TABLE_PREFIX }}location_staff force row level security;

create index {{ LOCATION_TABLE_PREFIX }}location_staff_staff_id_idx
on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff (staff_id);

comment on table carwash.{{ LOCATION_TABLE_PREFIX }}location_staff is 'Who works where, one row each.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}location_staff.id is 'The assignment.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}location_staff.location_id is 'The place.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}location_staff.staff_id
is 'Who works there: a washer or a manager of the auth feature, who may be gone.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}location_staff.role is 'As what, such as washer or manager.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}location_staff.assigned_at is 'Since when.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}location_staff.is_active is 'Still works there.';
