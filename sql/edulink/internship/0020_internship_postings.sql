-- internship/0020_internship_postings.sql
-- what: one row per internship that an employer offers.
-- requires: internship/0010_schema.sql
-- why: the keys to the employer and the institutions are in 0090 and 0092, because other services own those.

create table internship_schema.internship_postings (
    id uuid not null default gen_random_uuid(),
    employer_profile_id uuid not null,
    institution_id uuid,
    partner_institution_id uuid,
    title text not null,
    description text not null,
    category text not null default 'other',
    experience_level text not null default 'entry',
    location_type text not null default 'on_site',
    location text not null default '',
    start_date date not null,
    end_date date not null,
    duration_weeks integer not null,
    stipend numeric(10, 2),
    currency text not null default 'USD',
    required_skills jsonb not null default '[]',
    preferred_skills jsonb not null default '[]',
    required_year_of_study jsonb not null default '[]',
    required_majors jsonb not null default '[]',
    benefits jsonb not null default '[]',
    skill_tags text[] not null default '{}',
    eligibility_criteria text not null default '',
    min_gpa numeric(3, 2),
    deadline timestamptz not null,
    max_applications integer not null default 100,
    is_verified boolean not null default false,
    verified_by uuid,
    verification_date timestamptz,
    visibility text not null default 'public',
    is_active boolean not null default true,
    is_featured boolean not null default false,
    application_instructions text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    is_deleted boolean not null default false,
    deleted_at timestamptz,
    constraint internship_postings_pkey primary key (id),
    constraint internship_postings_title_check check (char_length(title) <= 255),
    constraint internship_postings_category_check check (
        category in (
            'technology',
            'business',
            'marketing',
            'design',
            'finance',
            'healthcare',
            'education',
            'engineering',
            'research',
            'legal',
            'media',
            'other'
        )
    ),
    constraint internship_postings_experience_level_check check (
        experience_level in ('entry', 'intermediate', 'advanced')
    ),
    constraint internship_postings_location_type_check check (location_type in ('remote', 'on_site', 'hybrid')),
    constraint internship_postings_end_date_check check (end_date > start_date),
    constraint internship_postings_duration_weeks_check check (duration_weeks between 1 and 52),
    constraint internship_postings_stipend_check check (stipend >= 0),
    constraint internship_postings_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint internship_postings_required_skills_check check (jsonb_typeof(required_skills) = 'array'),
    constraint internship_postings_preferred_skills_check check (jsonb_typeof(preferred_skills) = 'array'),
    constraint internship_postings_required_year_of_study_check check (
        jsonb_typeof(required_year_of_study) = 'array'
    ),
    constraint internship_postings_required_majors_check check (jsonb_typeof(required_majors) = 'array'),
    constraint internship_postings_benefits_check check (jsonb_typeof(benefits) = 'array'),
    constraint internship_postings_min_gpa_check check (min_gpa between 0 and 4),
    constraint internship_postings_max_applications_check check (max_applications >= 1),
    constraint internship_postings_visibility_check check (visibility in ('public', 'institution_only')),
    constraint internship_postings_deleted_at_check check (is_deleted = (deleted_at is not null))
);

alter table internship_schema.internship_postings enable row level security;
alter table internship_schema.internship_postings force row level security;

-- For an employer's own postings, newest first, and for the key.
create index internship_postings_employer_profile_id_created_at_idx
on internship_schema.internship_postings (employer_profile_id, created_at desc);

-- For what the members of an institution may see, and for the keys.
create index internship_postings_institution_id_idx
on internship_schema.internship_postings (institution_id);

create index internship_postings_partner_institution_id_idx
on internship_schema.internship_postings (partner_institution_id);

-- For the list that everybody sees: open postings, the next deadline first.
create index internship_postings_deadline_idx
on internship_schema.internship_postings (deadline)
where is_verified and is_active and not is_deleted;

-- For the search by skill.
create index internship_postings_skill_tags_idx
on internship_schema.internship_postings using gin (skill_tags);

create trigger tg_900_set_updated_at
before update on internship_schema.internship_postings
for each row execute function common.tg__set_updated_at();

comment on table internship_schema.internship_postings is 'Internships that employers offer, one row each.';
comment on column internship_schema.internship_postings.id is 'The posting, in every service.';
comment on column internship_schema.internship_postings.employer_profile_id
is 'Profile of the employer whose posting it is.';
comment on column internship_schema.internship_postings.institution_id
is 'Institution whose members an institution_only posting is for; null if none.';
comment on column internship_schema.internship_postings.partner_institution_id
is 'Second institution that the employer works with on it; null if none.';
comment on column internship_schema.internship_postings.title is 'Title in lists.';
comment on column internship_schema.internship_postings.description is 'What the intern will do and learn.';
comment on column internship_schema.internship_postings.category is 'Field of work.';
comment on column internship_schema.internship_postings.experience_level is 'How much an intern should bring.';
comment on column internship_schema.internship_postings.location_type is 'Where the work is done.';
comment on column internship_schema.internship_postings.location is 'Town or address; empty if remote.';
comment on column internship_schema.internship_postings.start_date is 'First day.';
comment on column internship_schema.internship_postings.end_date is 'Last day.';
comment on column internship_schema.internship_postings.duration_weeks is 'Length as advertised, 1 to 52 weeks.';
comment on column internship_schema.internship_postings.stipend
is 'Pay a month, in units of currency; null: unpaid or to be agreed.';
comment on column internship_schema.internship_postings.currency is 'ISO 4217 code.';
comment on column internship_schema.internship_postings.required_skills
is 'Skills that an intern must have, as strings.';
comment on column internship_schema.internship_postings.preferred_skills is 'Skills that help, as strings.';
comment on column internship_schema.internship_postings.required_year_of_study
is 'Years of study that may apply; empty: all.';
comment on column internship_schema.internship_postings.required_majors
is 'Subjects that may apply, as strings; empty: all.';
comment on column internship_schema.internship_postings.benefits is 'What comes with the stipend, as strings.';
comment on column internship_schema.internship_postings.skill_tags is 'Words by which it is found.';
comment on column internship_schema.internship_postings.eligibility_criteria is 'Other conditions, in words.';
comment on column internship_schema.internship_postings.min_gpa is 'Lowest grade point average, 0 to 4; null: any.';
comment on column internship_schema.internship_postings.deadline is 'Last moment to apply.';
comment on column internship_schema.internship_postings.max_applications is 'Applications after which it is full.';
comment on column internship_schema.internship_postings.is_verified
is 'An institution or a super admin has checked it; others do not see it before.';
comment on column internship_schema.internship_postings.verified_by
is 'Profile of who checked it; no key: it outlives them.';
comment on column internship_schema.internship_postings.verification_date is 'When it was checked; null if it was not.';
comment on column internship_schema.internship_postings.visibility
is 'public: any signed-in user sees it; institution_only: members of its institution do.';
comment on column internship_schema.internship_postings.is_active is 'Open; the employer closes it with false.';
comment on column internship_schema.internship_postings.is_featured is 'Shown at the top of lists.';
comment on column internship_schema.internship_postings.application_instructions
is 'What the employer asks applicants to do.';
comment on column internship_schema.internship_postings.created_at is 'When the row was made.';
comment on column internship_schema.internship_postings.updated_at
is 'When the row was last changed; kept by a trigger.';
comment on column internship_schema.internship_postings.is_deleted
is 'Deleted for its users; the row stays because applications refer to it.';
comment on column internship_schema.internship_postings.deleted_at is 'When it was deleted; null while it is not.';
