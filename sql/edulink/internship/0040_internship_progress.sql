-- internship/0040_internship_progress.sql
-- what: one row per week of a student's logbook.
-- requires: internship/0030_internship_applications.sql
-- why: the key to the placement carries the student and the posting along, so that nobody writes into another's
--      logbook. It may be null, because old logbooks know no placement.

create table internship_schema.internship_progress (
    id uuid not null default gen_random_uuid(),
    internship_application_id uuid,
    posting_id uuid not null,
    user_profile_id uuid not null,
    week_number integer not null,
    activities text not null,
    status text not null default 'pending',
    supervisor_comment text,
    submitted_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint internship_progress_pkey primary key (id),
    constraint internship_progress_user_profile_id_posting_id_week_number_key
    unique (user_profile_id, posting_id, week_number),
    constraint internship_progress_internship_application_id_fkey
    foreign key (internship_application_id, user_profile_id, posting_id)
    references internship_schema.internship_applications (id, user_profile_id, posting_id)
    on update cascade on delete cascade,
    constraint internship_progress_posting_id_fkey
    foreign key (posting_id) references internship_schema.internship_postings (id) on delete restrict,
    constraint internship_progress_week_number_check check (week_number >= 1),
    constraint internship_progress_status_check check (status in ('pending', 'reviewed', 'revision'))
);

alter table internship_schema.internship_progress enable row level security;
alter table internship_schema.internship_progress force row level security;

-- For the logbook of a placement, and for its key.
create index internship_progress_internship_application_id_idx
on internship_schema.internship_progress (internship_application_id, user_profile_id, posting_id);

-- For the logbooks on a posting, and for its key.
create index internship_progress_posting_id_idx
on internship_schema.internship_progress (posting_id);

create trigger tg_900_set_updated_at
before update on internship_schema.internship_progress
for each row execute function common.tg__set_updated_at();

comment on table internship_schema.internship_progress is 'Weeks of students'' logbooks, one row each.';
comment on column internship_schema.internship_progress.id is 'The week''s entry.';
comment on column internship_schema.internship_progress.internship_application_id
is 'Placement it belongs to; null for an old logbook without one.';
comment on column internship_schema.internship_progress.posting_id is 'Posting of the placement.';
comment on column internship_schema.internship_progress.user_profile_id is 'Profile of the student who wrote it.';
comment on column internship_schema.internship_progress.week_number is 'Week of the internship, from 1.';
comment on column internship_schema.internship_progress.activities is 'What the student did.';
comment on column internship_schema.internship_progress.status
is 'pending: not read yet; reviewed: accepted; revision: sent back to the student.';
comment on column internship_schema.internship_progress.supervisor_comment
is 'What the supervisor answers; null if nothing yet.';
comment on column internship_schema.internship_progress.submitted_at is 'When the student handed it in.';
comment on column internship_schema.internship_progress.created_at is 'When the row was made.';
comment on column internship_schema.internship_progress.updated_at
is 'When the row was last changed; kept by a trigger.';
