-- booking/0030_bookings.sql
-- what: one row per booking.
-- requires: booking/0020_services.sql
-- why: customer_id and washer_id are people of another feature, so no key holds them: a booking outlives its customer.
--      The design calls this table booking_reservations in its examples; the indexes of these are here, by their names.

-- lint: allow NAM003 the check of status has its name from the design
create table carwash.{{ BOOKING_TABLE_PREFIX }}bookings (
    id uuid not null default gen_random_uuid(),
    customer_id uuid not null,
    service_id uuid not null,
    washer_id uuid,
    scheduled_at timestamptz not null,
    status text not null default 'pending',
    vehicle_info jsonb,
    special_instructions text,
    price_cents integer not null,
    paid_at timestamptz,
    payment_method text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint {{ BOOKING_TABLE_PREFIX }}bookings_pkey primary key (id),
    constraint {{ BOOKING_TABLE_PREFIX }}bookings_service_id_fkey
    foreign key (service_id) references carwash.{{ BOOKING_TABLE_PREFIX }}services (id) on delete restrict,
    constraint chk_booking_status check (status in ('pending', 'confirmed', 'in_progress', 'completed', 'cancelled')),
    constraint {{ BOOKING_TABLE_PREFIX }}bookings_price_cents_check check (price_cents >= 0),
    constraint {{ BOOKING_TABLE_PREFIX }}bookings_payment_method_check check (char_length(payment_method) <= 20)
);

alter table carwash.{{ BOOKING_TABLE_PREFIX }}bookings enable row level security;
alter table carwash.{{ BOOKING_TABLE_PREFIX }}bookings force row level security;

-- lint: allow NAM004 the design's name
create index idx_booking_status_date on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (status, scheduled_at);
-- lint: allow NAM004 the design's name
create index idx_booking_pending on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (customer_id) where status = 'pending';

create index {{ BOOKING_TABLE_PREFIX }}bookings_service_id_idx on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (service_id);
-- The lists of a customer, of a washer and of a manager, a page at a time.
create index {{ BOOKING_TABLE_PREFIX }}bookings_customer_id_scheduled_at_id_idx
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (customer_id, scheduled_at, id);
create index {{ BOOKING_TABLE_PREFIX }}bookings_washer_id_scheduled_at_id_idx
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (washer_id, scheduled_at, id);
create index {{ BOOKING_TABLE_PREFIX }}bookings_scheduled_at_id_idx
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (scheduled_at, id);
-- Jobs that any washer may take.
create index {{ BOOKING_TABLE_PREFIX }}bookings_id_idx on carwash.{{ BOOKING_TABLE_PREFIX }}bookings (id)
where washer_id is null and status = 'confirmed';

create trigger tg_900_set_updated_at
before update on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for each row execute function common.tg__set_updated_at();

comment on table carwash.{{ BOOKING_TABLE_PREFIX }}bookings is 'Bookings, one row each.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.id is 'The booking.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.customer_id
is 'Whose car it is: a user of the auth feature, who may be gone.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.service_id
is 'What is done, or of several services the chief one.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.washer_id
is 'Who washes: a user of the auth feature; null while nobody has taken it.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.scheduled_at is 'When it is to begin.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.status is 'How far it is.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.vehicle_info
is 'The car, as an object: make, model, colour, number plate and the like.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.special_instructions is 'What the customer asks for.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.price_cents
is 'What all of it costs, in cents; from the prices of the day it was booked.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.paid_at is 'When it was paid; null until then.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.payment_method is 'How it was paid; null until then.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.created_at is 'When the row was made.';
comment on column carwash.{{ BOOKING_TABLE_PREFIX }}bookings.updated_at
is 'When the row was last changed; kept by a trigger.';
