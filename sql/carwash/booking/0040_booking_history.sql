-- booking/0040_booking_history.sql
-- what: one row per change of a booking's status.
-- requires: booking/0030_bookings.sql
-- why: written by a trigger (0060) and never changed, so that nobody can forget or improve it.

create table carwash.{{ BOOKING_TABLE_PREFIX }}booking_history (
    id uuid not null default gen_random_uuid(),
    booking_id uuid not null,
    status text not null,
    changed_by uuid,
    notes text,
    changed_at timestamptz not null default now(),
    constraint {{ BOOKING_TABLE_PREFIX }}booking_history_pkey primary key (id),
    constraint {{ BOOKING_TABLE_PREFIX }}booking_history_booking_id_fkey
    foreign key (booking_id) references carwash.{{ BOOKING_TABLE_PREFIX }}bookings (id) on delete cascade,
    constraint {{ BOOKING_TABLE_PREFIX }}booking_history_status_check check (char_length(status) <= 20)
);

alter table carwash.{{ BOOKING_TABLE_PREFIX }}booking_history enable row level security;
alter table carwash.{{ BOOKING_TABLE_PREFIX }}booking_history force row level security;

create index {{ BOOKING_TABLE_PREFIX }}booking_history_booking_id_changed_at_idx
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history (booking_id, changed_at);

create trigger tg_100_forbid_change
before update or delete on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
for each row execute function common.tg__forbid_change();

create trigger tg_100_forbid_truncate
before truncate on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
for each statement execute function common.tg__forbid_change();

comment on table carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
is 'Changes of the status of bookings, one row each; append-only.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_history.id is 'The change.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_history.booking_id is 'The booking.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_history.status is 'What it became.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_history.changed_by
is 'Who was signed in: a user of the auth feature; null if a service did it by itself.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_history.notes is 'Why, if somebody said so.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_history.changed_at is 'When it happened.';
