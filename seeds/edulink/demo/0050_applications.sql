-- seeds/edulink/demo/0050_applications.sql
-- what: applications (55...) in each state, with their papers (56...) and reviews (57...).
-- why: they are born pending and take their steps one by one, as in life, so that stamps, history and placements are
--      what the triggers make of them. A step is taken only from where it starts: a second run finds nothing to do.

insert into application_schema.applications (
    id, user_profile_id, internship_posting_id, application_date, cover_letter, resume, custom_answers
)
values
(
    '55555555-0000-4000-8000-000000000001',
    '22222222-0000-4000-8000-000000000001',
    '44444444-0000-4000-8000-000000000006',
    now() - interval '60 days',
    'I like numbers that are right.',
    'resumes/amina.pdf',
    '{}'
),
(
    '55555555-0000-4000-8000-000000000002',
    '22222222-0000-4000-8000-000000000001',
    '44444444-0000-4000-8000-000000000003',
    now() - interval '50 days',
    'I can start at once.',
    'resumes/amina.pdf',
    '{}'
),
(
    '55555555-0000-4000-8000-000000000003',
    '22222222-0000-4000-8000-000000000002',
    '44444444-0000-4000-8000-000000000001',
    now() - interval '9 days',
    'I would like to learn backend work.',
    'resumes/brian.pdf',
    '{}'
),
(
    '55555555-0000-4000-8000-000000000004',
    '22222222-0000-4000-8000-000000000002',
    '44444444-0000-4000-8000-000000000002',
    now() - interval '7 days',
    'I design pages with their users.',
    'resumes/brian.pdf',
    '{"portfolio": "https://brian.example"}'
),
(
    '55555555-0000-4000-8000-000000000005',
    '22222222-0000-4000-8000-000000000003',
    '44444444-0000-4000-8000-000000000004',
    now() - interval '4 days',
    'I repaired the monitors of our clinic.',
    'resumes/chebet.pdf',
    '{}'
),
(
    '55555555-0000-4000-8000-000000000006',
    '22222222-0000-4000-8000-000000000004',
    '44444444-0000-4000-8000-000000000003',
    now() - interval '2 days',
    'My mother is a nurse; I know the forms.',
    'resumes/daniel.pdf',
    '{}'
),
(
    '55555555-0000-4000-8000-000000000007',
    '22222222-0000-4000-8000-000000000004',
    '44444444-0000-4000-8000-000000000001',
    now() - interval '9 days',
    'I write C and Python, and test both.',
    'resumes/daniel.pdf',
    '{}'
)
on conflict (id) do nothing;

insert into application_schema.application_documents (
    id, application_id, document_type, file, original_filename, file_size, uploaded_by, is_verified
)
values
(
    '56565656-0000-4000-8000-000000000001',
    '55555555-0000-4000-8000-000000000001',
    'resume',
    'resumes/amina.pdf',
    'Amina Otieno.pdf',
    184320,
    '22222222-0000-4000-8000-000000000001',
    true
),
(
    '56565656-0000-4000-8000-000000000002',
    '55555555-0000-4000-8000-000000000001',
    'transcript',
    'transcripts/amina.pdf',
    'transcript 2026.pdf',
    96256,
    '22222222-0000-4000-8000-000000000001',
    true
),
(
    '56565656-0000-4000-8000-000000000003',
    '55555555-0000-4000-8000-000000000004',
    'portfolio',
    'portfolios/brian.pdf',
    'My pages.pdf',
    2097152,
    '22222222-0000-4000-8000-000000000002',
    false
),
(
    '56565656-0000-4000-8000-000000000004',
    '55555555-0000-4000-8000-000000000005',
    'certificate',
    'certificates/chebet.pdf',
    'Safety course.pdf',
    51200,
    '22222222-0000-4000-8000-000000000003',
    false
)
on conflict (id) do nothing;

-- The employer reads all but the newest and the one that is about to be withdrawn.
update application_schema.applications as a
set
    status = 'reviewed',
    status_changed_by = p.employer_profile_id,
    reviewed_by = p.employer_profile_id,
    reviewed_at = now(),
    employer_profile_id = p.employer_profile_id
from internship_schema.internship_postings as p
where
    p.id = a.internship_posting_id
    and a.status = 'pending'
    and a.id in (
        '55555555-0000-4000-8000-000000000001',
        '55555555-0000-4000-8000-000000000003',
        '55555555-0000-4000-8000-000000000004',
        '55555555-0000-4000-8000-000000000005',
        '55555555-0000-4000-8000-000000000007'
    );

update application_schema.applications as a
set status = 'withdrawn', status_changed_by = a.user_profile_id
where a.id = '55555555-0000-4000-8000-000000000002' and a.status = 'pending';

update application_schema.applications as a
set
    status = 'interview_scheduled',
    interview_date = now() + interval '5 days',
    interview_type = 'video_call',
    interview_location = 'https://meet.example/savanna',
    interview_notes = 'Ask for the third page of the portfolio.'
where a.id = '55555555-0000-4000-8000-000000000004' and a.status = 'reviewed';

update application_schema.applications as a
set status = 'accepted', review_notes = 'Take at once.', priority_score = 90
where
    a.id in ('55555555-0000-4000-8000-000000000001', '55555555-0000-4000-8000-000000000007')
    and a.status = 'reviewed';

select application_schema.change_status(a.id, 'rejected', 'We chose somebody with more SQL.')
from application_schema.applications as a
where a.id = '55555555-0000-4000-8000-000000000003' and a.status = 'reviewed';

-- One for the employer's eyes, one that the student reads too.
insert into application_schema.application_reviews (
    id, application_id, review_type, reviewer_id, rating, would_recommend, comments, strengths, is_internal
)
values
(
    '57575757-0000-4000-8000-000000000001',
    '55555555-0000-4000-8000-000000000003',
    'note',
    '22222222-0000-4000-8000-000000000009',
    null,
    null,
    'Better placed in design; see his other application.',
    '',
    true
),
(
    '57575757-0000-4000-8000-000000000002',
    '55555555-0000-4000-8000-000000000001',
    'supervisor_feedback',
    '22222222-0000-4000-8000-000000000009',
    5,
    true,
    'Found two wrong totals in her first week.',
    'Careful, asks early.',
    false
)
on conflict (id) do nothing;
