-- seeds/edulink/demo/0020_people.sql
-- what: fifteen people of every role, each with an account (ids from 11...) and a profile (22...).
-- why: their names are in the order of the alphabet and of their numbers. None has a password: nobody signs in to the
--      demo but with a token made for it. A profile takes e-mail, role and status from its account, by a trigger.

insert into auth_schema.users (id, email, role, is_staff, is_superuser, is_email_verified, email_verified_at)
values
(
    '11111111-0000-4000-8000-000000000001',
    'amina@students.lakeside.example',
    'student',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000002',
    'brian@students.lakeside.example',
    'student',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000003',
    'chebet@students.rift.example',
    'student',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000004',
    'daniel@students.rift.example',
    'student',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000005',
    'esther@lakeside.example',
    'institution_admin',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000006',
    'felix@lakeside.example',
    'institution_admin',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000007',
    'grace@lakeside.example',
    'institution_admin',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000008',
    'hassan@rift.example',
    'institution_admin',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000009',
    'imani@savanna.example',
    'employer',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000010',
    'juma@coastcare.example',
    'employer',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000011',
    'kamau@edulink.example',
    'super_admin',
    true,
    true,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000012',
    'leila@mail.example',
    'student',
    false,
    false,
    false,
    null
),
(
    '11111111-0000-4000-8000-000000000013',
    'moses@students.lakeside.example',
    'student',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000014',
    'naomi@students.rift.example',
    'student',
    false,
    false,
    true,
    now() - interval '60 days'
),
(
    '11111111-0000-4000-8000-000000000015',
    'omar@coastal.example',
    'institution_admin',
    false,
    false,
    true,
    now() - interval '60 days'
)
on conflict (id) do nothing;

insert into user_schema.user_profiles (
    id, auth_user_id, first_name, last_name, username, phone_number, bio, profile_visibility
)
values
(
    '22222222-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000001',
    'Amina',
    'Otieno',
    'amina',
    '+254700000001',
    'Third year of computing; likes databases.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000002',
    '11111111-0000-4000-8000-000000000002',
    'Brian',
    'Mwangi',
    'brian',
    '+254700000002',
    'Third year of computing; builds web pages.',
    'INSTITUTION'
),
(
    '22222222-0000-4000-8000-000000000003',
    '11111111-0000-4000-8000-000000000003',
    'Chebet',
    'Koech',
    'chebet',
    '+254700000003',
    'Second year of electrical engineering.',
    'PRIVATE'
),
(
    '22222222-0000-4000-8000-000000000004',
    '11111111-0000-4000-8000-000000000004',
    'Daniel',
    'Barasa',
    'daniel',
    '+254700000004',
    'From Rift Technical Institute, a year at Lakeside University.',
    'INSTITUTION'
),
(
    '22222222-0000-4000-8000-000000000005',
    '11111111-0000-4000-8000-000000000005',
    'Esther',
    'Wanjiru',
    'esther',
    '+254700000005',
    'Teaches databases at Lakeside University.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000006',
    '11111111-0000-4000-8000-000000000006',
    'Felix',
    'Omondi',
    'felix',
    '+254700000006',
    'Internship office of Lakeside University.',
    'INSTITUTION'
),
(
    '22222222-0000-4000-8000-000000000007',
    '11111111-0000-4000-8000-000000000007',
    'Grace',
    'Achieng',
    'grace',
    '+254700000007',
    'Registrar of Lakeside University.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000008',
    '11111111-0000-4000-8000-000000000008',
    'Hassan',
    'Abdi',
    'hassan',
    '+254700000008',
    'Registrar of Rift Technical Institute.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000009',
    '11111111-0000-4000-8000-000000000009',
    'Imani',
    'Njoroge',
    'imani',
    '+254700000009',
    'Hires for Savanna Software.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000010',
    '11111111-0000-4000-8000-000000000010',
    'Juma',
    'Salim',
    'juma',
    '+254700000010',
    'Hires for Coast Care Hospital.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000011',
    '11111111-0000-4000-8000-000000000011',
    'Kamau',
    'Kariuki',
    'kamau',
    '+254700000011',
    'Runs Edulink.',
    'PRIVATE'
),
(
    '22222222-0000-4000-8000-000000000012',
    '11111111-0000-4000-8000-000000000012',
    'Leila',
    'Hassan',
    'leila',
    '+254700000012',
    'Looking for a place to study.',
    'PUBLIC'
),
(
    '22222222-0000-4000-8000-000000000013',
    '11111111-0000-4000-8000-000000000013',
    'Moses',
    'Kiptoo',
    'moses',
    '+254700000013',
    'Suspended from Lakeside University.',
    'INSTITUTION'
),
(
    '22222222-0000-4000-8000-000000000014',
    '11111111-0000-4000-8000-000000000014',
    'Naomi',
    'Chepkemoi',
    'naomi',
    '+254700000014',
    'Waits for Rift Technical Institute to confirm her.',
    'INSTITUTION'
),
(
    '22222222-0000-4000-8000-000000000015',
    '11111111-0000-4000-8000-000000000015',
    'Omar',
    'Said',
    'omar',
    '+254700000015',
    'Founder of Coastal College.',
    'INSTITUTION'
)
on conflict (id) do nothing;
