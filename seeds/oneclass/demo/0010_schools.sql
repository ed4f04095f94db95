-- seeds/oneclass/demo/0010_schools.sql
-- what: three schools (ids from 5c...): a large one, a small one, and one that is not running.

insert into platform.schools (
    id,
    name,
    subdomain,
    status,
    subscription_tier,
    email,
    phone,
    address,
    school_type,
    registration_number,
    establishment_year,
    student_capacity,
    configuration,
    is_active,
    is_verified
)
values
(
    '5c000000-0000-4000-8000-000000000001',
    'Harare High School',
    'harare-high',
    'active',
    'professional',
    'office@harare-high.example',
    '+263242000001',
    '1 Samora Machel Avenue, Harare, Zimbabwe',
    'secondary',
    'ZW-SEC-0001',
    1961,
    900,
    '{"grading": "zimsec", "terms": 3}',
    true,
    true
),
(
    '5c000000-0000-4000-8000-000000000002',
    'Mutare Primary School',
    'mutare-primary',
    'active',
    'basic',
    'office@mutare-primary.example',
    '+263202000002',
    '7 Herbert Chitepo Street, Mutare, Zimbabwe',
    'primary',
    'ZW-PRI-0002',
    1978,
    400,
    '{}',
    true,
    true
),
(
    '5c000000-0000-4000-8000-000000000003',
    'Gweru Technical College',
    'gweru-tech',
    'inactive',
    'trial',
    null,
    null,
    null,
    'technical',
    null,
    null,
    null,
    '{}',
    false,
    false
)
on conflict (id) do nothing;
