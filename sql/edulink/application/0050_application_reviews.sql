-- application/0050_application_reviews.sql
-- what: one row per opinion of somebody on an applicant.
-- requires: application/0020_applications.sql
-- why: apart from the application, because most opinions are for the employer's eyes only.

create table application_schema.application_reviews (
    id uuid not null default gen_random_uuid(),
    application_id uuid not null,
    review_type text not null default 'supervisor_feedback',
    reviewer_id uuid,
    rating integer,
    technical_skills_rating integer,
    communication_rating integer,
    professionalism_rating integer,
    would_recommend boolean,
    comments text not null default '',
    strengths text not null default '',
    improvement_areas text not null default '',
    is_internal boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint application_reviews_pkey primary key (id),
    constraint application_reviews_application_id_fkey
    foreign key (application_id) references application_schema.applications (id) on delete cascade,
    constraint application_reviews_review_type_check check (review_type in ('supervisor_feedback', 'note')),
    constraint application_reviews_rating_check check (rating between 1 and 5),
    constraint application_reviews_technical_skills_rating_check check (technical_skills_rating between 1 and 5),
    constraint application_reviews_communication_rating_check check (communication_rating between 1 and 5),
    constraint application_reviews_professionalism_rating_check check (professionalism_rating between 1 and 5)
);

alter table application_schema.application_reviews enable row level security;
alter table application_schema.application_reviews force row level security;

create index application_reviews_application_id_idx
on application_schema.application_reviews (application_id);

create trigger tg_900_set_updated_at
before update on application_schema.application_reviews
for each row execute function common.tg__set_updated_at();

comment on table application_schema.application_reviews is 'Opinions on applicants, one row each.';
comment on column application_schema.application_reviews.id is 'The review.';
comment on column application_schema.application_reviews.application_id is 'Application it is about.';
comment on column application_schema.application_reviews.review_type
is 'A supervisor''s feedback, or a note in passing.';
comment on column application_schema.application_reviews.reviewer_id
is 'Profile of who wrote it; no key: it outlives them.';
comment on column application_schema.application_reviews.rating is 'Over all, 1 (worst) to 5; null if not rated.';
comment on column application_schema.application_reviews.technical_skills_rating
is 'Skills, 1 to 5; null if not rated.';
comment on column application_schema.application_reviews.communication_rating
is 'Communication, 1 to 5; null if not rated.';
comment on column application_schema.application_reviews.professionalism_rating
is 'Conduct, 1 to 5; null if not rated.';
comment on column application_schema.application_reviews.would_recommend
is 'Would recommend the applicant; null if not said.';
comment on column application_schema.application_reviews.comments is 'The review in words.';
comment on column application_schema.application_reviews.strengths is 'What the applicant does well.';
comment on column application_schema.application_reviews.improvement_areas is 'What the applicant should work on.';
comment on column application_schema.application_reviews.is_internal
is 'For the employer only; false: the student reads it too.';
comment on column application_schema.application_reviews.created_at is 'When it was written.';
comment on column application_schema.application_reviews.updated_at
is 'When the row was last changed; kept by a trigger.';
