-- user/0084_academic_record.sql
-- what: how a student's academic record comes to name an institution, and how the institution vouches for it.
-- requires: user/0030_academic_information.sql, user/0080_access.sql, institution/0080_access.sql
-- requires: institution/0025_departments.sql, institution/0030_programs.sql
-- why: the staff of the institution that a record names may read it, and employers trust what it has verified. So a
--      student names an institution only as its member, and only its admins say that the record is true.

create function user_schema.enrol(
    institution_id uuid,
    program_id uuid default null,
    department_id uuid default null,
    year_of_study integer default null
)
returns void
language plpgsql
volatile
security definer -- students may not write these columns themselves
set search_path = ''
as $$
declare
    me constant uuid := user_schema.current_profile_id();
begin
    -- `is not true`, because a comparison with null is neither.
    if (enrol.institution_id = any (institution_schema.current_institution_ids(array['student']))) is not true then
        raise exception 'only a student who is a member may enrol at an institution'
        using errcode = 'insufficient_privilege', hint = 'Redeem a registration code, or ask to be admitted.';
    end if;
    if enrol.program_id is not null and not exists (
        select from institution_schema.programs as p
        where p.id = enrol.program_id and p.institution_id = enrol.institution_id
    ) then
        raise exception 'the institution has no such program' using errcode = 'invalid_parameter_value';
    end if;
    if enrol.department_id is not null and not exists (
        select from institution_schema.departments as d
        where d.id = enrol.department_id and d.institution_id = enrol.institution_id
    ) then
        raise exception 'the institution has no such department' using errcode = 'invalid_parameter_value';
    end if;

    insert into user_schema.academic_information as a (
        user_profile_id, institution_id, program_id, department_id, year_of_study
    )
    values (me, enrol.institution_id, enrol.program_id, enrol.department_id, enrol.year_of_study)
    on conflict (user_profile_id) do update
    set
        institution_id = excluded.institution_id,
        program_id = excluded.program_id,
        department_id = excluded.department_id,
        year_of_study = excluded.year_of_study,
        -- What another institution gave does not move along, and what was vouched for is no longer what it says.
        registration_number = case
            when a.institution_id = excluded.institution_id then a.registration_number
        end,
        is_verified = false,
        university_verified = false
    where not a.is_deleted;
    if not found then
        raise exception 'the academic record was deleted' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

create function user_schema.verify_academic_record(
    user_profile_id uuid,
    registration_number text default null,
    is_verified boolean default true
)
returns void
language plpgsql
volatile
security definer -- admins may not write these columns themselves, because students are the same database role
set search_path = ''
as $$
begin
    update user_schema.academic_information as a
    set
        registration_number = coalesce(verify_academic_record.registration_number, a.registration_number),
        is_verified = verify_academic_record.is_verified,
        university_verified = verify_academic_record.is_verified
    where
        a.user_profile_id = verify_academic_record.user_profile_id
        and a.institution_id = any (institution_schema.administered_institution_ids())
        and not a.is_deleted;
    if not found then
        raise exception 'no academic record of an institution that you run' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

comment on function user_schema.enrol(uuid, uuid, uuid, integer)
is 'Makes the signed-in student''s academic record name an institution that they are a member of; not verified yet.';
comment on function user_schema.verify_academic_record(uuid, text, boolean)
is 'An institution''s admin vouches for a student''s academic record, or takes that back, and notes their number.';
