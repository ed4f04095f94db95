-- seeds/carwash/demo/0030_bookings.sql
-- what: seven bookings (ids from cc...), of every status, with their services, and the steps that led there.
-- why: each begins as pending and goes on one step at a time, in the name of Boris, so that the history is as it would
--      be. A step is taken by those only that have not taken it. Frank's second booking is free for any washer.

select set_config('request.jwt.claims', '{"sub": "ca000000-0000-4000-8000-000000000002"}', true);

insert into carwash.{{ BOOKING_TABLE_PREFIX }}bookings (
    id, customer_id, washer_id, service_id, scheduled_at, vehicle_info, special_instructions, price_cents
)
values
(
    'cc000000-0000-4000-8000-000000000001',
    'ca000000-0000-4000-8000-000000000005',
    'ca000000-0000-4000-8000-000000000003',
    '5e000000-0000-4000-8000-000000000002',
    now() - interval '12 days',
    '{"make": "Honda", "model": "Fit", "color": "blue"}',
    null,
    6000
),
(
    'cc000000-0000-4000-8000-000000000002',
    'ca000000-0000-4000-8000-000000000005',
    'ca000000-0000-4000-8000-000000000003',
    '5e000000-0000-4000-8000-000000000003',
    now() + interval '2 days',
    '{"make": "Honda", "model": "Fit", "color": "blue"}',
    'Dog hair on the back seat.',
    12000
),
(
    'cc000000-0000-4000-8000-000000000003',
    'ca000000-0000-4000-8000-000000000005',
    null,
    '5e000000-0000-4000-8000-000000000001',
    now() + interval '9 days',
    '{"make": "Honda", "model": "Fit", "color": "blue"}',
    null,
    2500
),
(
    'cc000000-0000-4000-8000-000000000004',
    'ca000000-0000-4000-8000-000000000006',
    'ca000000-0000-4000-8000-000000000004',
    '5e000000-0000-4000-8000-000000000002',
    now() - interval '20 minutes',
    '{"make": "Ford", "model": "F-150", "color": "white"}',
    null,
    3500
),
(
    'cc000000-0000-4000-8000-000000000005',
    'ca000000-0000-4000-8000-000000000006',
    null,
    '5e000000-0000-4000-8000-000000000001',
    now() + interval '3 days',
    '{"make": "Ford", "model": "F-150", "color": "white"}',
    null,
    2500
),
(
    'cc000000-0000-4000-8000-000000000006',
    'ca000000-0000-4000-8000-000000000007',
    null,
    '5e000000-0000-4000-8000-000000000002',
    now() - interval '5 days',
    '{"make": "Fiat", "model": "500", "color": "red"}',
    null,
    6000
),
(
    'cc000000-0000-4000-8000-000000000007',
    'ca000000-0000-4000-8000-000000000008',
    null,
    '5e000000-0000-4000-8000-000000000001',
    now() + interval '4 days',
    null,
    null,
    2500
)
on conflict (id) do nothing;

insert into carwash.{{ BOOKING_TABLE_PREFIX }}booking_services (
    id, booking_id, service_id, service_name, price_cents, duration_minutes
)
values
(
    'cd000000-0000-4000-8000-000000000001',
    'cc000000-0000-4000-8000-000000000001',
    '5e000000-0000-4000-8000-000000000001',
    'Exterior wash',
    2500,
    30
),
(
    'cd000000-0000-4000-8000-000000000002',
    'cc000000-0000-4000-8000-000000000001',
    '5e000000-0000-4000-8000-000000000002',
    'Interior clean',
    3500,
    45
),
(
    'cd000000-0000-4000-8000-000000000003',
    'cc000000-0000-4000-8000-000000000002',
    '5e000000-0000-4000-8000-000000000003',
    'Full detail',
    12000,
    150
),
(
    'cd000000-0000-4000-8000-000000000004',
    'cc000000-0000-4000-8000-000000000003',
    '5e000000-0000-4000-8000-000000000001',
    'Exterior wash',
    2500,
    30
),
(
    'cd000000-0000-4000-8000-000000000005',
    'cc000000-0000-4000-8000-000000000004',
    '5e000000-0000-4000-8000-000000000002',
    'Interior clean',
    3500,
    45
),
(
    'cd000000-0000-4000-8000-000000000006',
    'cc000000-0000-4000-8000-000000000005',
    '5e000000-0000-4000-8000-000000000001',
    'Exterior wash',
    2500,
    30
),
(
    'cd000000-0000-4000-8000-000000000007',
    'cc000000-0000-4000-8000-000000000006',
    '5e000000-0000-4000-8000-000000000001',
    'Exterior wash',
    2500,
    30
),
(
    'cd000000-0000-4000-8000-000000000008',
    'cc000000-0000-4000-8000-000000000006',
    '5e000000-0000-4000-8000-000000000002',
    'Interior clean',
    3500,
    45
),
(
    'cd000000-0000-4000-8000-000000000009',
    'cc000000-0000-4000-8000-000000000007',
    '5e000000-0000-4000-8000-000000000001',
    'Exterior wash',
    2500,
    30
)
on conflict (id) do nothing;

update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
set status = 'confirmed'
where b.status = 'pending' and b.id in (
    'cc000000-0000-4000-8000-000000000001',
    'cc000000-0000-4000-8000-000000000002',
    'cc000000-0000-4000-8000-000000000004',
    'cc000000-0000-4000-8000-000000000005'
);

update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
set status = 'in_progress'
where b.status = 'confirmed' and b.id in (
    'cc000000-0000-4000-8000-000000000001',
    'cc000000-0000-4000-8000-000000000004'
);

update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
set status = 'completed'
where b.status = 'in_progress' and b.id in (
    'cc000000-0000-4000-8000-000000000001'
);

update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
set status = 'cancelled'
where b.status = 'pending' and b.id in (
    'cc000000-0000-4000-8000-000000000006'
);

update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
set paid_at = b.scheduled_at + interval '2 hours', payment_method = 'card'
where b.id = 'cc000000-0000-4000-8000-000000000001' and b.paid_at is null;
