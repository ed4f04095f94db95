-- seeds/carwash/demo/0020_places.sql
-- what: two places (ids from cb...), one of them closed, and who works there.

insert into carwash.{{ LOCATION_TABLE_PREFIX }}locations (
    id,
    name,
    address,
    city,
    state,
    zip_code,
    latitude,
    longitude,
    phone,
    email,
    operating_hours,
    services_offered,
    max_concurrent_bookings,
    is_active
)
values
(
    'cb000000-0000-4000-8000-000000000001',
    'Harbor Car Wash',
    '12 Pier Street',
    'San Francisco',
    'CA',
    '94107',
    37.77930000,
    -122.39010000,
    '+14155550201',
    'harbor@carwash.example',
    '{"mon-fri": "08:00-18:00", "sat": "09:00-16:00"}',
    array[
        '5e000000-0000-4000-8000-000000000001',
        '5e000000-0000-4000-8000-000000000002',
        '5e000000-0000-4000-8000-000000000003'
    ]::uuid[],
    4,
    true
),
(
    'cb000000-0000-4000-8000-000000000002',
    'Hillside Car Wash',
    '7 Summit Road',
    'Oakland',
    'CA',
    '94611',
    37.83110000,
    -122.21860000,
    null,
    null,
    null,
    array['5e000000-0000-4000-8000-000000000001']::uuid[],
    2,
    false
)
on conflict (id) do nothing;

insert into carwash.{{ LOCATION_TABLE_PREFIX }}location_staff (id, location_id, staff_id, role, is_active)
values
(
    'cb100000-0000-4000-8000-000000000001',
    'cb000000-0000-4000-8000-000000000001',
    'ca000000-0000-4000-8000-000000000002',
    'manager',
    true
),
(
    'cb100000-0000-4000-8000-000000000002',
    'cb000000-0000-4000-8000-000000000001',
    'ca000000-0000-4000-8000-000000000003',
    'washer',
    true
),
(
    'cb100000-0000-4000-8000-000000000003',
    'cb000000-0000-4000-8000-000000000001',
    'ca000000-0000-4000-8000-000000000004',
    'washer',
    true
),
(
    'cb100000-0000-4000-8000-000000000004',
    'cb000000-0000-4000-8000-000000000002',
    'ca000000-0000-4000-8000-000000000004',
    'washer',
    false
)
on conflict (id) do nothing;
