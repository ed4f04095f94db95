-- internship/0030_internship_applications.sql
-- what: one row per placement: the internship that follows an accepted application.
-- requires: internship/0020_internship_postings.sql
-- why: an application ends with a yes or a no; what comes after has days and an end of its own. A trigger makes the row
--      when an application is accepted (0060). The keys to the application and the student are in 0090 and 0094.

create table internship_schema.internship_applications (
    id uuid not null default gen_random_uuid(),
    posting_id uuid not null,
    application_id uuid not null,
    user_profile_id uuid not null,
    status text not null default 'accepted',
    started_on date,
    ended_on date,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint internship_applications_pkey primary key (id),
    constraint internship_applications_application_id_key unique (application_id),
    -- What progress points at, so that its student and posting are those of the placement.
    constraint internship_applications_id_user_profile_id_posting_id_key unique (id, user_profile_id, posting_id),
    constraint internship_applications_posting_id_fkey
    foreign key (posting_id) references internship_schema.internship_postings (id) on delete restrict,
    constraint internship_applications_status_check check (
        status in ('accepted', 'active', 'completed', 'terminated')
    ),
    constraint internship_applications_ended_on_check check (ended_on >= started_on)
);

alter table internship_schema.internship_applications enable row level security;
alter table internship_schema.internship_applications force row level security;

-- For the placements on a posting, and for its key.
create index internship_applications_posting_id_idx
on internship_schema.internship_applications (posting_id);

-- For the placements of a student, and for its key.
create index internship_applications_user_profile_id_idx
on internship_schema.internship_applications (user_profile_id);

-- For the key to the application, which carries the student and the posting along.
create index internship_applications_application_id_user_profile_id_idx
on internship_schema.internship_applications (application_id, user_profile_id, posting_id);

create trigger tg_900_set_updated_at
before update on internship_schema.internship_applications
for each row execute function common.tg__set_updated_at();

comment on table internship_schema.internship_applications
is 'Placements: internships that followed an accepted application, one row each.';
comment on column internship_schema.internship_applications.id is 'The placement.';
comment on column internship_schema.internship_applications.posting_id is 'Posting of the application.';
comment on column internship_schema.internship_applications.application_id is 'Application that was accepted.';
comment on column internship_schema.internship_applications.user_profile_id
is 'Profile of the student, as in the application.';
comment on column internship_schema.internship_applications.status
is 'accepted: not begun; active: running; completed: came to its end; terminated: broken off or withdrawn from.';
comment on column internship_schema.internship_applications.started_on
is 'First day; as advertised until somebody corrects it.';
comment on column internship_schema.internship_applications.ended_on
is 'Last day; as advertised until somebody corrects it.';
comment on column internship_schema.internship_applications.created_at is 'When the row was made.';
comment on column internship_schema.internship_applications.updated_at
is 'When the row was last changed; kept by a trigger.';
