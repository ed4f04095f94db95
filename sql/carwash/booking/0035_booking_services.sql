-- booking/0035_booking_services.sql
-- what: one row per service of a booking, as it was when it was booked.
-- requires: booking/0030_bookings.sql
-- why: several services may be booked at once, and what they are called and cost may change later.

create table carwash.{{ BOOKING_TABLE_PREFIX }}booking_services (
    id uuid not null default gen_random_uuid(),
    booking_id uuid not null,
    service_id uuid not null,
    service_name text not null,
    price_cents integer not null,
    duration_minutes integer not null,
    created_at timestamptz not null default now(),
    constraint {{ BOOKING_TABLE_PREFIX }}booking_services_pkey primary key (id),
    constraint {{ BOOKING_TABLE_PREFIX }}booking_services_booking_id_fkey
    foreign key (booking_id) references carwash.{{ BOOKING_TABLE_PREFIX }}bookings (id) on delete cascade,
    constraint {{ BOOKING_TABLE_PREFIX }}booking_services_service_id_fkey
    foreign key (service_id) references carwash.{{ BOOKING_TABLE_PREFIX }}services (id) on delete restrict,
    constraint {{ BOOKING_TABLE_PREFIX }}booking_services_service_name_check check (char_length(service_name) <= 100)
);

alter table carwash.{{ BOOKING_TABLE_PREFIX }}booking_services enable row level security;
alter table carwash.{{ BOOKING_TABLE_PREFIX }}booking_services force row level security;

create index {{ BOOKING_TABLE_PREFIX }}booking_services_booking_id_idx
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services (booking_id);
create index {{ BOOKING_TABLE_PREFIX }}booking_services_service_id_idx
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services (service_id);

comment on table carwash.{{ BOOKING_TABLE_PREFIX }}booking_services is 'Services of a booking, one row each.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.id is 'The line.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.booking_id is 'The booking.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.service_id is 'The service.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.service_name is 'What it was called.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.price_cents is 'What it cost, in cents.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.duration_minutes is 'How long it was to take.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}booking_services.created_at is 'When the row was made.';
