-- seeds/edulink/demo/0010_institutions.sql
-- what: three institutions with what they teach and the codes with which students join.
-- why: one is not verified and not public, so that its absence in a list can be seen. Demo ids begin with two digits
--      for their kind (33 institutions, 34 departments, 35 programs, 36 codes) and end with a number.

insert into institution_schema.institutions (
    id,
    name,
    short_name,
    description,
    institution_type,
    email,
    phone_number,
    website,
    address,
    registration_number,
    status,
    is_verified,
    is_public,
    established_year,
    student_count,
    faculty_count
)
values
(
    '33333333-0000-4000-8000-000000000001',
    'Lakeside University',
    'LU',
    'Teaches computing and nursing by the lake.',
    'university',
    'registrar@lakeside.example',
    '+254700000101',
    'https://lakeside.example',
    '{"line1": "1 Shore Road", "city": "Kisumu", "country": "KE"}',
    'KE-U-0001',
    'active',
    true,
    true,
    1974,
    8200,
    410
),
(
    '33333333-0000-4000-8000-000000000002',
    'Rift Technical Institute',
    'RTI',
    'Trains electricians and technicians.',
    'technical_institute',
    'office@rift.example',
    '+254700000102',
    'https://rift.example',
    '{"line1": "20 Escarpment Way", "city": "Nakuru", "country": "KE"}',
    'KE-T-0002',
    'active',
    true,
    true,
    1991,
    2600,
    140
),
(
    '33333333-0000-4000-8000-000000000003',
    'Coastal College',
    '',
    'Founded this year; nobody has checked its papers yet.',
    'college',
    'hello@coastal.example',
    '',
    '',
    '{"city": "Mombasa", "country": "KE"}',
    'KE-C-0003',
    'pending',
    false,
    false,
    null,
    0,
    0
)
on conflict (id) do nothing;

insert into institution_schema.departments (id, institution_id, name, code, head_name, email)
values
(
    '34343434-0000-4000-8000-000000000001',
    '33333333-0000-4000-8000-000000000001',
    'Computing',
    'CS',
    'Esther Wanjiru',
    'computing@lakeside.example'
),
(
    '34343434-0000-4000-8000-000000000002',
    '33333333-0000-4000-8000-000000000001',
    'Nursing',
    'NUR',
    '',
    'nursing@lakeside.example'
),
(
    '34343434-0000-4000-8000-000000000003',
    '33333333-0000-4000-8000-000000000002',
    'Electrical Engineering',
    'EE',
    '',
    'ee@rift.example'
),
(
    '34343434-0000-4000-8000-000000000004',
    '33333333-0000-4000-8000-000000000003',
    'Business',
    'BUS',
    '',
    ''
)
on conflict (id) do nothing;

insert into institution_schema.programs (
    id, institution_id, department_id, name, code, degree_type, duration_months, credits_required
)
values
(
    '35353535-0000-4000-8000-000000000001',
    '33333333-0000-4000-8000-000000000001',
    '34343434-0000-4000-8000-000000000001',
    'Bachelor of Computer Science',
    'BSC-CS',
    'bachelor',
    48,
    240
),
(
    '35353535-0000-4000-8000-000000000002',
    '33333333-0000-4000-8000-000000000001',
    '34343434-0000-4000-8000-000000000002',
    'Bachelor of Nursing',
    'BSC-NUR',
    'bachelor',
    48,
    240
),
(
    '35353535-0000-4000-8000-000000000003',
    '33333333-0000-4000-8000-000000000002',
    '34343434-0000-4000-8000-000000000003',
    'Diploma in Electrical Engineering',
    'DIP-EE',
    'diploma',
    36,
    180
),
(
    '35353535-0000-4000-8000-000000000004',
    '33333333-0000-4000-8000-000000000002',
    null,
    'Certificate in Office Software',
    'CERT-OS',
    'certificate',
    12,
    null
),
(
    '35353535-0000-4000-8000-000000000005',
    '33333333-0000-4000-8000-000000000003',
    '34343434-0000-4000-8000-000000000004',
    'Diploma in Business',
    'DIP-BUS',
    'diploma',
    24,
    null
)
on conflict (id) do nothing;

-- One code that is open, one that is over, one without a limit, one that is used up.
insert into institution_schema.registration_codes (
    id,
    institution_id,
    code,
    description,
    academic_year,
    sequence_number,
    valid_from,
    valid_until,
    max_uses,
    current_uses,
    allowed_courses
)
values
(
    '36363636-0000-4000-8000-000000000001',
    '33333333-0000-4000-8000-000000000001',
    'LAKE-2026-A',
    'New students of computing',
    2026,
    1,
    now() - interval '30 days',
    now() + interval '300 days',
    200,
    42,
    '["BSC-CS"]'
),
(
    '36363636-0000-4000-8000-000000000002',
    '33333333-0000-4000-8000-000000000001',
    'LAKE-2025-A',
    'Last year''s students',
    2025,
    1,
    now() - interval '400 days',
    now() - interval '40 days',
    200,
    188,
    '[]'
),
(
    '36363636-0000-4000-8000-000000000003',
    '33333333-0000-4000-8000-000000000002',
    'RIFT-2026-A',
    'All students',
    2026,
    1,
    now() - interval '30 days',
    null,
    null,
    17,
    '[]'
),
(
    '36363636-0000-4000-8000-000000000004',
    '33333333-0000-4000-8000-000000000002',
    'RIFT-2026-B',
    'Open day, first five visitors',
    2026,
    2,
    now() - interval '10 days',
    null,
    5,
    5,
    '[]'
)
on conflict (id) do nothing;

-- The row itself was made with the institution.
update institution_schema.institution_settings as s
set grading_system = 'percentage', min_internship_duration_weeks = 12
where
    s.institution_id = '33333333-0000-4000-8000-000000000002'
    and (s.grading_system, s.min_internship_duration_weeks) is distinct from ('percentage', 12);
