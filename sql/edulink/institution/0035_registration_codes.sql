-- institution/0035_registration_codes.sql
-- what: one row per code with which students join an institution.
-- requires: institution/0020_institutions.sql
-- why: a code is a key: it is redeemed through a function and never listed. The checks keep it from being overdrawn
--      whoever counts.

create table institution_schema.registration_codes (
    id uuid not null default gen_random_uuid(),
    institution_id uuid not null,
    code text not null,
    description text not null default '',
    academic_year integer,
    sequence_number integer,
    is_active boolean not null default true,
    valid_from timestamptz not null default now(),
    valid_until timestamptz,
    max_uses integer,
    current_uses integer not null default 0,
    allowed_years jsonb not null default '[]',
    allowed_courses jsonb not null default '[]',
    created_by uuid,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint registration_codes_pkey primary key (id),
    constraint registration_codes_code_key unique (code),
    constraint registration_codes_institution_id_fkey
    foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint registration_codes_code_check check (code = upper(code) and char_length(code) <= 20),
    constraint registration_codes_valid_until_check check (valid_until > valid_from),
    constraint registration_codes_max_uses_check check (max_uses > 0),
    constraint registration_codes_current_uses_check check (current_uses >= 0),
    -- Codes that were overdrawn in the past may stay for the record, but not in force.
    constraint registration_codes_uses_left_check check (not is_active or current_uses <= max_uses),
    constraint registration_codes_allowed_years_check check (jsonb_typeof(allowed_years) = 'array'),
    constraint registration_codes_allowed_courses_check check (jsonb_typeof(allowed_courses) = 'array'),
    constraint registration_codes_metadata_check check (jsonb_typeof(metadata) = 'object')
);

alter table institution_schema.registration_codes enable row level security;
alter table institution_schema.registration_codes force row level security;

-- For the codes of an institution, year by year.
create index registration_codes_institution_id_academic_year_idx
on institution_schema.registration_codes (institution_id, academic_year);

create trigger tg_900_set_updated_at
before update on institution_schema.registration_codes
for each row execute function common.tg__set_updated_at();

comment on table institution_schema.registration_codes
is 'Codes with which students join an institution, one row each.';
comment on column institution_schema.registration_codes.id is 'The code''s row; unlike the code, no secret.';
comment on column institution_schema.registration_codes.institution_id is 'Institution that the code lets join.';
comment on column institution_schema.registration_codes.code is 'What the student types, in upper case.';
comment on column institution_schema.registration_codes.description is 'Whom the code is meant for.';
comment on column institution_schema.registration_codes.academic_year is 'Year of the intake; null for any.';
comment on column institution_schema.registration_codes.sequence_number
is 'Place among the codes of its year; null if not counted.';
comment on column institution_schema.registration_codes.is_active is 'Can be redeemed; false withdraws it early.';
comment on column institution_schema.registration_codes.valid_from is 'First moment at which it can be redeemed.';
comment on column institution_schema.registration_codes.valid_until
is 'First moment at which it no longer can; null: no end.';
comment on column institution_schema.registration_codes.max_uses is 'How many may redeem it; null: any number.';
comment on column institution_schema.registration_codes.current_uses is 'How many have redeemed it.';
comment on column institution_schema.registration_codes.allowed_years
is 'Years of study that may redeem it; empty: all.';
comment on column institution_schema.registration_codes.allowed_courses
is 'Codes of programs that may redeem it; empty: all.';
comment on column institution_schema.registration_codes.created_by
is 'Profile of who made it; no key, because the code outlives them.';
comment on column institution_schema.registration_codes.metadata is 'What other systems know about it.';
comment on column institution_schema.registration_codes.created_at is 'When the row was made.';
comment on column institution_schema.registration_codes.updated_at
is 'When the row was last changed; kept by a trigger.';
