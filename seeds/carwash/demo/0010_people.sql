-- seeds/carwash/demo/0010_people.sql
-- what: eight people of every role (ids from ca...), and where two of them are signed in.
-- why: their names are in the order of the alphabet and of their numbers. None has a password: nobody signs in to the
--      demo but with a token made for it. Gwen has not shown that her address is hers; Henry's account is off. The
--      sessions are hashes of nothing, so that no refresh token fits them.

insert into carwash.{{ AUTH_TABLE_PREFIX }}users (
    id, email, first_name, last_name, phone, role, is_active, email_verified, email_verified_at
)
values
(
    'ca000000-0000-4000-8000-000000000001',
    'abby@carwash.example',
    'Abby',
    'Stone',
    '+14155550101',
    'admin',
    true,
    true,
    now() - interval '60 days'
),
(
    'ca000000-0000-4000-8000-000000000002',
    'boris@carwash.example',
    'Boris',
    'Lane',
    '+14155550102',
    'manager',
    true,
    true,
    now() - interval '60 days'
),
(
    'ca000000-0000-4000-8000-000000000003',
    'carla@carwash.example',
    'Carla',
    'Reyes',
    '+14155550103',
    'washer',
    true,
    true,
    now() - interval '60 days'
),
(
    'ca000000-0000-4000-8000-000000000004',
    'diego@carwash.example',
    'Diego',
    'Fuentes',
    '+14155550104',
    'washer',
    true,
    true,
    now() - interval '60 days'
),
(
    'ca000000-0000-4000-8000-000000000005',
    'elena@mail.example',
    'Elena',
    'Park',
    '+14155550105',
    'client',
    true,
    true,
    now() - interval '60 days'
),
(
    'ca000000-0000-4000-8000-000000000006',
    'frank@mail.example',
    'Frank',
    'Mills',
    '+14155550106',
    'client',
    true,
    true,
    now() - interval '60 days'
),
(
    'ca000000-0000-4000-8000-000000000007',
    'gwen@mail.example',
    'Gwen',
    'Ross',
    '+14155550107',
    'client',
    true,
    false,
    null
),
(
    'ca000000-0000-4000-8000-000000000008',
    'henry@mail.example',
    'Henry',
    'Shaw',
    '+14155550108',
    'client',
    false,
    true,
    now() - interval '60 days'
)
on conflict (id) do nothing;

insert into carwash.{{ AUTH_TABLE_PREFIX }}user_sessions (
    id, user_id, session_token, family_id, device_info, ip_address, user_agent, expires_at
)
values
(
    'ce000000-0000-4000-8000-000000000001',
    'ca000000-0000-4000-8000-000000000002',
    repeat('0', 63) || '1',
    'demo-1',
    '{"platform": "web"}',
    '192.0.2.10',
    'Firefox',
    now() + interval '7 days'
),
(
    'ce000000-0000-4000-8000-000000000002',
    'ca000000-0000-4000-8000-000000000005',
    repeat('0', 63) || '2',
    'demo-2',
    '{"platform": "ios"}',
    '192.0.2.20',
    'Car Wash 4.1',
    now() + interval '7 days'
),
(
    'ce000000-0000-4000-8000-000000000003',
    'ca000000-0000-4000-8000-000000000005',
    repeat('0', 63) || '3',
    'demo-3',
    '{"platform": "web"}',
    '192.0.2.21',
    'Safari',
    now() + interval '7 days'
)
on conflict (id) do nothing;
