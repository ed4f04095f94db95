-- seeds/edulink/demo/0060_internships.sql
-- what: Amina's running internship: three weeks of her logbook (66...) and their evaluations (67...).
-- why: the placement itself was made when her application was accepted, so it is found by the application.

update internship_schema.internship_applications as i
set status = 'active'
where i.application_id = '55555555-0000-4000-8000-000000000001' and i.status = 'accepted';

insert into internship_schema.internship_progress (
    id,
    internship_application_id,
    posting_id,
    user_profile_id,
    week_number,
    activities,
    status,
    supervisor_comment,
    submitted_at
)
select
    w.progress_id,
    i.id,
    i.posting_id,
    i.user_profile_id,
    w.week_number,
    w.activities,
    w.status,
    w.supervisor_comment,
    now() - w.age as submitted_at
from internship_schema.internship_applications as i
cross join (
    values
    (
        '66666666-0000-4000-8000-000000000001'::uuid,
        1,
        'Read the data model; found two totals that were wrong.',
        'reviewed',
        'A good start.',
        interval '15 days'
    ),
    (
        '66666666-0000-4000-8000-000000000002'::uuid,
        2,
        'Wrote the nightly import of sales.',
        'revision',
        'Please say how you tested it.',
        interval '8 days'
    ),
    (
        '66666666-0000-4000-8000-000000000003'::uuid,
        3,
        'Tests for the import; first chart.',
        'pending',
        null,
        interval '1 day'
    )
) as w (progress_id, week_number, activities, status, supervisor_comment, age)
where i.application_id = '55555555-0000-4000-8000-000000000001'
on conflict (id) do nothing;

-- The company grades a week; the institution the placement as a whole.
insert into internship_schema.internship_evaluations (
    id,
    internship_progress_id,
    internship_application_id,
    evaluator_id,
    evaluator_kind,
    public_comment,
    private_note,
    rating
)
select
    e.evaluation_id,
    e.internship_progress_id,
    i.id,
    e.evaluator_id,
    e.evaluator_kind,
    e.public_comment,
    e.private_note,
    e.rating
from internship_schema.internship_applications as i
cross join (
    values
    (
        '67676767-0000-4000-8000-000000000001'::uuid,
        '66666666-0000-4000-8000-000000000001'::uuid,
        '22222222-0000-4000-8000-000000000009'::uuid,
        'company',
        'Careful work.',
        'Ask her whether she would stay.',
        5
    ),
    (
        '67676767-0000-4000-8000-000000000002'::uuid,
        null,
        '22222222-0000-4000-8000-000000000006'::uuid,
        'institution',
        'Visited in week 3; all is well.',
        null,
        4
    )
) as e (evaluation_id, internship_progress_id, evaluator_id, evaluator_kind, public_comment, private_note, rating)
where i.application_id = '55555555-0000-4000-8000-000000000001'
on conflict (id) do nothing;
