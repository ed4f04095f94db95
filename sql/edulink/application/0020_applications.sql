-- application/0020_applications.sql
-- what: one row per student and posting applied for.
-- requires: application/0010_schema.sql
-- why: both sides read this row, so everything that belongs to one side only is kept elsewhere or granted by column.
--      The keys to the student and the posting are in 0090 and 0095, because other services own those.

create table application_schema.applications (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    internship_posting_id uuid not null,
    status text not null default 'pending',
    previous_status text,
    application_date timestamptz not null default now(),
    status_changed_at timestamptz,
    status_changed_by uuid,
    cover_letter text not null default '',
    resume text not null default '',
    reviewed_by uuid,
    reviewed_at timestamptz,
    review_notes text not null default '',
    interview_date timestamptz,
    interview_notes text not null default '',
    interview_location text not null default '',
    interview_type text,
    employer_profile_id uuid,
    custom_answers jsonb not null default '{}',
    source text not null default 'web',
    priority_score double precision not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint applications_pkey primary key (id),
    constraint applications_user_profile_id_internship_posting_id_key unique (user_profile_id, internship_posting_id),
    -- What a placement points at, so that its student and posting are those of the application.
    constraint applications_id_user_profile_id_internship_posting_id_key
    unique (id, user_profile_id, internship_posting_id),
    constraint applications_status_check check (
        status in ('pending', 'reviewed', 'interview_scheduled', 'accepted', 'rejected', 'withdrawn')
    ),
    constraint applications_interview_type_check check (interview_type in ('in_person', 'video_call', 'phone_call')),
    constraint applications_custom_answers_check check (jsonb_typeof(custom_answers) = 'object'),
    constraint applications_source_check check (source in ('web', 'mobile', 'api', 'import')),
    constraint applications_priority_score_check check (priority_score between 0 and 100)
);

alter table application_schema.applications enable row level security;
alter table application_schema.applications force row level security;

-- For the applications to a posting, by state, and for its key.
create index applications_internship_posting_id_status_idx
on application_schema.applications (internship_posting_id, status);

create trigger tg_900_set_updated_at
before update on application_schema.applications
for each row execute function common.tg__set_updated_at();

comment on table application_schema.applications is 'Applications of students for postings, one row a pair.';
comment on column application_schema.applications.id is 'The application, in every service.';
comment on column application_schema.applications.user_profile_id is 'Profile of the student.';
comment on column application_schema.applications.internship_posting_id is 'Posting that they apply for.';
comment on column application_schema.applications.status
is 'Where it stands; a trigger allows only the steps that make sense.';
comment on column application_schema.applications.previous_status
is 'Where it stood before; null if it never moved. Kept by a trigger.';
comment on column application_schema.applications.application_date is 'When the student applied.';
comment on column application_schema.applications.status_changed_at
is 'When it moved last; null if it never did. Kept by a trigger.';
comment on column application_schema.applications.status_changed_by
is 'Profile of who moved it last: the signed-in user, else whom the service names. No key: it outlives them.';
comment on column application_schema.applications.cover_letter is 'What the student writes to the employer.';
comment on column application_schema.applications.resume
is 'Path of the student''s resume in the file store; empty if none.';
comment on column application_schema.applications.reviewed_by is 'Profile of who read it; no key: it outlives them.';
comment on column application_schema.applications.reviewed_at is 'When it was read; null if it was not.';
comment on column application_schema.applications.review_notes
is 'What the employer notes for themselves; not for the student.';
comment on column application_schema.applications.interview_date is 'When they meet; null if no interview is set.';
comment on column application_schema.applications.interview_notes
is 'What the employer notes about the interview; not for the student.';
comment on column application_schema.applications.interview_location is 'Where they meet: a place, a link or a number.';
comment on column application_schema.applications.interview_type is 'How they meet; null if no interview is set.';
comment on column application_schema.applications.employer_profile_id
is 'Profile of who handles it for the employer; a note, no right: the posting says whose it is.';
comment on column application_schema.applications.custom_answers is 'Answers to the posting''s own questions.';
comment on column application_schema.applications.source is 'How it came in.';
comment on column application_schema.applications.priority_score is 'How well it fits, 0 to 100.';
comment on column application_schema.applications.created_at is 'When the row was made.';
comment on column application_schema.applications.updated_at is 'When the row was last changed; kept by a trigger.';
