-- internship/0050_internship_evaluations.sql
-- what: one row per grade that a company or an institution gives.
-- requires: internship/0040_internship_progress.sql
-- why: of a week (progress) or of the whole placement, so one of the two references is set.

create table internship_schema.internship_evaluations (
    id uuid not null default gen_random_uuid(),
    internship_progress_id uuid,
    internship_application_id uuid,
    evaluator_id uuid,
    evaluator_kind text not null,
    public_comment text,
    private_note text,
    rating integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint internship_evaluations_pkey primary key (id),
    constraint internship_evaluations_internship_progress_id_fkey
    foreign key (internship_progress_id) references internship_schema.internship_progress (id) on delete cascade,
    constraint internship_evaluations_internship_application_id_fkey
    foreign key (internship_application_id)
    references internship_schema.internship_applications (id) on delete cascade,
    constraint internship_evaluations_subject_check check (
        internship_progress_id is not null or internship_application_id is not null
    ),
    constraint internship_evaluations_evaluator_kind_check check (evaluator_kind in ('company', 'institution')),
    constraint internship_evaluations_rating_check check (rating between 1 and 5)
);

alter table internship_schema.internship_evaluations enable row level security;
alter table internship_schema.internship_evaluations force row level security;

create index internship_evaluations_internship_progress_id_idx
on internship_schema.internship_evaluations (internship_progress_id);

create index internship_evaluations_internship_application_id_idx
on internship_schema.internship_evaluations (internship_application_id);

create trigger tg_900_set_updated_at
before update on internship_schema.internship_evaluations
for each row execute function common.tg__set_updated_at();

comment on table internship_schema.internship_evaluations
is 'Grades that companies and institutions give interns, one row each.';
comment on column internship_schema.internship_evaluations.id is 'The evaluation.';
comment on column internship_schema.internship_evaluations.internship_progress_id
is 'Week that is graded; null: not a single week.';
comment on column internship_schema.internship_evaluations.internship_application_id
is 'Placement that is graded; null if only the week is named.';
comment on column internship_schema.internship_evaluations.evaluator_id
is 'Profile of who grades; no key: the grade outlives them.';
comment on column internship_schema.internship_evaluations.evaluator_kind is 'For which side they grade.';
comment on column internship_schema.internship_evaluations.public_comment is 'What the student reads; null if nothing.';
comment on column internship_schema.internship_evaluations.private_note
is 'What the graders read among themselves; null if nothing.';
comment on column internship_schema.internship_evaluations.rating is 'From 1 (worst) to 5; null if not graded.';
comment on column internship_schema.internship_evaluations.created_at is 'When it was written.';
comment on column internship_schema.internship_evaluations.updated_at
is 'When the row was last changed; kept by a trigger.';
