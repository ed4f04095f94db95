-- seeds/core/demo/0020_people.sql
-- what: people of Acme with every role, two of Globex, and one of the operator.
-- why: one has a role that has expired, and one has none, so that the difference can be seen. Nobody has a password.

{% if engine == "citus" %}
insert into core.claimed_names (kind, name, tenant_id, holder_id)
values
('username', 'adaeze', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000001'),
('username', 'bilal', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000002'),
('username', 'sunita', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000003'),
('username', 'viktor', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000004'),
('username', 'tariq', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000005'),
('username', 'wanda', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000006'),
('username', 'xenia', '22222222-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000007'),
('username', 'gil', '22222222-0000-4000-8000-000000000002', '11111111-0000-4000-8000-000000000008'),
('username', 'sana', '22222222-0000-4000-8000-000000000002', '11111111-0000-4000-8000-000000000009'),
('username', 'olga', '00000000-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000010')
on conflict (kind, name) do nothing;

{% endif %}
insert into core.users (tenant_id, id, email, full_name, username, is_internal, is_verified, mfa_enabled)
values
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000001',
    'adaeze@acme.example',
    'Adaeze Obi',
    'adaeze',
    false,
    true,
    true
),
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000002',
    'bilal@acme.example',
    'Bilal Khan',
    'bilal',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000003',
    'sunita@acme.example',
    'Sunita Rao',
    'sunita',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000004',
    'viktor@acme.example',
    'Viktor Lind',
    'viktor',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000005',
    'tariq@acme.example',
    'Tariq Aziz',
    'tariq',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000006',
    'wanda@acme.example',
    'Wanda Ilves',
    'wanda',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000007',
    'xenia@acme.example',
    'Xenia Pavlou',
    'xenia',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000002',
    '11111111-0000-4000-8000-000000000008',
    'gil@globex.example',
    'Gil Moreno',
    'gil',
    false,
    true,
    false
),
(
    '22222222-0000-4000-8000-000000000002',
    '11111111-0000-4000-8000-000000000009',
    'sana@globex.example',
    'Sana Malik',
    'sana',
    false,
    true,
    true
),
(
    '00000000-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000010',
    'olga@operator.example',
    'Olga Petrova',
    'olga',
    true,
    true,
    true
)
on conflict (tenant_id, id) do nothing;

insert into core.user_profiles (tenant_id, user_id, timezone, language)
select
    u.tenant_id,
    u.id as user_id,
    'Europe/Tallinn' as timezone,
    'en' as language
from core.users as u
where u.id between '11111111-0000-4000-8000-000000000001' and '11111111-0000-4000-8000-000000000010'
on conflict (tenant_id, user_id) do nothing;

-- Who has which role.

insert into core.role_bindings (tenant_id, user_id, role_id, expires_at)
select
    u.tenant_id,
    u.id as user_id,
    r.id as role_id,
    w.expires_at
from (
    values
    ('xenia', 'admin', '2025-12-31 23:59:59+00'::timestamptz),
    ('adaeze', 'admin', null),
    ('bilal', 'billing', null),
    ('sunita', 'support', null),
    ('viktor', 'viewer', null),
    ('tariq', 'agent', null),
    ('sana', 'admin', null),
    ('olga', 'operator', null)
) as w (username, role_name, expires_at)
inner join core.users as u on w.username = u.username
inner join core.roles as r on u.tenant_id = r.tenant_id and w.role_name = r.name
on conflict (tenant_id, user_id, role_id) where is_active do nothing;
