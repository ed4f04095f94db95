-- booking/0020_services.sql
-- what: one row per thing that can be booked.
-- requires: auth/0010_schema.sql
-- why: a price is in cents, because totals must add up exactly. What is no longer offered stays: bookings name it.

create table carwash.{{ BOOKING_TABLE_PREFIX }}services (
    id uuid not null default gen_random_uuid(),
    name text not null,
    description text,
    duration_minutes integer not null,
    price_cents integer not null,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint {{ BOOKING_TABLE_PREFIX }}services_pkey primary key (id),
    constraint {{ BOOKING_TABLE_PREFIX }}services_name_check check (char_length(name) <= 100),
    constraint {{ BOOKING_TABLE_PREFIX }}services_duration_minutes_check check (duration_minutes > 0),
    constraint {{ BOOKING_TABLE_PREFIX }}services_price_cents_check check (price_cents >= 0)
);

alter table carwash.{{ BOOKING_TABLE_PREFIX }}services enable row level security;
alter table carwash.{{ BOOKING_TABLE_PREFIX }}services force row level security;

create trigger tg_900_set_updated_at
before update on carwash.{{ BOOKING_TABLE_PREFIX }}services
for each row execute function common.tg__set_updated_at();

comment on table carwash.{{ BOOKING_TABLE_PREFIX }}services is 'What can be booked, one row each.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.id is 'The service.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.name is 'What it is called.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.description is 'What is done; null if nobody wrote it.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.duration_minutes is 'How long it takes.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.price_cents is 'What it costs today, in cents.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.is_active is 'Can be booked.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.created_at is 'When the row was made.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}services.updated_at
is 'When the row was last changed; kept by a trigger.';
