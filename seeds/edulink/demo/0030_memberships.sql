-- seeds/edulink/demo/0030_memberships.sql
-- what: who belongs where (memberships 37...), what students study, whom employers hire for.
-- why: every kind of member is there. Daniel belongs to two institutions, Leila to none; Moses is suspended and Naomi
--      waits.

insert into institution_schema.institution_memberships (
    id, user_profile_id, institution_id, role, status, student_id, department, position, year_of_study
)
values
(
    '37373737-0000-4000-8000-000000000001',
    '22222222-0000-4000-8000-000000000001',
    '33333333-0000-4000-8000-000000000001',
    'student',
    'active',
    'LU/CS/0101',
    'Computing',
    '',
    3
),
(
    '37373737-0000-4000-8000-000000000002',
    '22222222-0000-4000-8000-000000000002',
    '33333333-0000-4000-8000-000000000001',
    'student',
    'active',
    'LU/CS/0102',
    'Computing',
    '',
    3
),
(
    '37373737-0000-4000-8000-000000000003',
    '22222222-0000-4000-8000-000000000003',
    '33333333-0000-4000-8000-000000000002',
    'student',
    'active',
    'RTI-EE-201',
    'Electrical Engineering',
    '',
    2
),
(
    '37373737-0000-4000-8000-000000000004',
    '22222222-0000-4000-8000-000000000004',
    '33333333-0000-4000-8000-000000000002',
    'student',
    'active',
    'RTI-EE-188',
    'Electrical Engineering',
    '',
    3
),
(
    '37373737-0000-4000-8000-000000000005',
    '22222222-0000-4000-8000-000000000004',
    '33333333-0000-4000-8000-000000000001',
    'student',
    'active',
    'LU/EX/0007',
    'Computing',
    '',
    3
),
(
    '37373737-0000-4000-8000-000000000006',
    '22222222-0000-4000-8000-000000000005',
    '33333333-0000-4000-8000-000000000001',
    'faculty',
    'active',
    '',
    'Computing',
    'Senior lecturer',
    null
),
(
    '37373737-0000-4000-8000-000000000007',
    '22222222-0000-4000-8000-000000000006',
    '33333333-0000-4000-8000-000000000001',
    'staff',
    'active',
    '',
    'Internship office',
    'Coordinator',
    null
),
(
    '37373737-0000-4000-8000-000000000008',
    '22222222-0000-4000-8000-000000000007',
    '33333333-0000-4000-8000-000000000001',
    'admin',
    'active',
    '',
    '',
    'Registrar',
    null
),
(
    '37373737-0000-4000-8000-000000000009',
    '22222222-0000-4000-8000-000000000008',
    '33333333-0000-4000-8000-000000000002',
    'admin',
    'active',
    '',
    '',
    'Registrar',
    null
),
(
    '37373737-0000-4000-8000-000000000010',
    '22222222-0000-4000-8000-000000000013',
    '33333333-0000-4000-8000-000000000001',
    'student',
    'suspended',
    'LU/CS/0066',
    'Computing',
    '',
    4
),
(
    '37373737-0000-4000-8000-000000000011',
    '22222222-0000-4000-8000-000000000014',
    '33333333-0000-4000-8000-000000000002',
    'student',
    'pending',
    '',
    'Electrical Engineering',
    '',
    1
),
(
    '37373737-0000-4000-8000-000000000012',
    '22222222-0000-4000-8000-000000000015',
    '33333333-0000-4000-8000-000000000003',
    'admin',
    'active',
    '',
    '',
    'Founder',
    null
)
on conflict (id) do nothing;

insert into user_schema.academic_information (
    user_profile_id,
    institution_id,
    institution_name,
    registration_number,
    program_id,
    department_id,
    year_of_study,
    academic_year,
    is_verified,
    university_verified,
    skills,
    interests,
    internship_status
)
values
(
    '22222222-0000-4000-8000-000000000001',
    '33333333-0000-4000-8000-000000000001',
    'Lakeside University',
    'LU/CS/0101',
    '35353535-0000-4000-8000-000000000001',
    '34343434-0000-4000-8000-000000000001',
    3,
    2026,
    true,
    true,
    '["SQL", "Python"]',
    '["databases"]',
    'internship_active'
),
(
    '22222222-0000-4000-8000-000000000002',
    '33333333-0000-4000-8000-000000000001',
    'Lakeside University',
    'LU/CS/0102',
    '35353535-0000-4000-8000-000000000001',
    '34343434-0000-4000-8000-000000000001',
    3,
    2026,
    true,
    true,
    '["TypeScript", "CSS"]',
    '["design"]',
    'interviewing'
),
(
    '22222222-0000-4000-8000-000000000003',
    '33333333-0000-4000-8000-000000000002',
    'Rift Technical Institute',
    'RTI-EE-201',
    '35353535-0000-4000-8000-000000000003',
    '34343434-0000-4000-8000-000000000003',
    2,
    2026,
    true,
    true,
    '["soldering"]',
    '["medical devices"]',
    'applied'
),
(
    '22222222-0000-4000-8000-000000000004',
    '33333333-0000-4000-8000-000000000002',
    'Rift Technical Institute',
    'RTI-EE-188',
    '35353535-0000-4000-8000-000000000003',
    '34343434-0000-4000-8000-000000000003',
    3,
    2026,
    true,
    true,
    '["C", "Python"]',
    '["embedded systems"]',
    'offer_received'
),
(
    '22222222-0000-4000-8000-000000000012',
    null,
    'Highland College',
    null,
    null,
    null,
    1,
    2026,
    false,
    false,
    '[]',
    '[]',
    'not_started'
),
(
    '22222222-0000-4000-8000-000000000013',
    '33333333-0000-4000-8000-000000000001',
    'Lakeside University',
    'LU/CS/0066',
    '35353535-0000-4000-8000-000000000001',
    '34343434-0000-4000-8000-000000000001',
    4,
    2026,
    true,
    true,
    '["Java"]',
    '[]',
    'on_hold'
),
(
    '22222222-0000-4000-8000-000000000014',
    '33333333-0000-4000-8000-000000000002',
    'Rift Technical Institute',
    null,
    null,
    '34343434-0000-4000-8000-000000000003',
    1,
    2026,
    false,
    false,
    '[]',
    '[]',
    'not_started'
)
on conflict (user_profile_id) do nothing;

insert into user_schema.employer_information (
    user_profile_id, company_name, company_description, industry, website, location, company_size, position, is_verified
)
values
(
    '22222222-0000-4000-8000-000000000009',
    'Savanna Software',
    'Writes software for farms and shops.',
    'Software',
    'https://savanna.example',
    'Nairobi',
    '51-200',
    'Head of engineering',
    true
),
(
    '22222222-0000-4000-8000-000000000010',
    'Coast Care Hospital',
    'A hospital of 300 beds.',
    'Health',
    'https://coastcare.example',
    'Mombasa',
    '201-500',
    'Personnel officer',
    true
)
on conflict (user_profile_id) do nothing;

insert into user_schema.contact_information (user_profile_id, contact_type, value, is_primary, is_verified)
values
('22222222-0000-4000-8000-000000000001', 'github', 'https://github.example/amina', true, false),
('22222222-0000-4000-8000-000000000001', 'linkedin', 'https://linkedin.example/amina', true, false),
('22222222-0000-4000-8000-000000000002', 'portfolio', 'https://brian.example', true, false),
('22222222-0000-4000-8000-000000000003', 'phone', '+254700000003', true, true),
('22222222-0000-4000-8000-000000000009', 'website', 'https://savanna.example', true, true)
on conflict (user_profile_id, contact_type, value) do nothing;

insert into user_schema.preferences (user_profile_id, email_frequency, theme, preferred_contact_method)
values
('22222222-0000-4000-8000-000000000001', 'DAILY', 'DARK', 'EMAIL'),
('22222222-0000-4000-8000-000000000002', 'IMMEDIATE', 'AUTO', 'SMS'),
('22222222-0000-4000-8000-000000000009', 'WEEKLY', 'LIGHT', 'PHONE')
on conflict (user_profile_id) do nothing;
