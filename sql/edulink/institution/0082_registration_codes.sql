-- institution/0082_registration_codes.sql
-- what: how a registration code is issued, redeemed and withdrawn.
-- requires: institution/0035_registration_codes.sql, institution/0080_access.sql
-- why: a code is a key, so no API role reads the table: the one who issues a code sees it once, and the one who redeems
--      it has it already. Codes are made here and not chosen, because whoever may choose can ask, one try at a time,
--      which codes other institutions use.

create function institution_schema.issue_registration_code(
    institution_id uuid,
    description text default '',
    max_uses integer default null,
    valid_until timestamptz default null,
    academic_year integer default null
)
returns text
language plpgsql
volatile
security definer -- admins may not write the table themselves
set search_path = ''
as $$
declare
    -- 64 random bits: nobody guesses one, and they fit on a slip of paper.
    new_code constant text := upper(left(encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 16));
begin
    -- `is not true`, because a comparison with null is neither.
    if (issue_registration_code.institution_id = any (institution_schema.administered_institution_ids())) is not true then
        raise exception 'only its admins issue codes of an institution' using errcode = 'insufficient_privilege';
    end if;
    insert into institution_schema.registration_codes (
        institution_id, code, description, max_uses, valid_until, academic_year, created_by
    )
    values (
        issue_registration_code.institution_id,
        new_code,
        issue_registration_code.description,
        issue_registration_code.max_uses,
        issue_registration_code.valid_until,
        issue_registration_code.academic_year,
        user_schema.current_profile_id()
    );
    return new_code;
end;
$$;

create function institution_schema.withdraw_registration_code(code text)
returns void
language plpgsql
volatile
security definer -- admins may not write the table themselves
set search_path = ''
as $$
begin
    update institution_schema.registration_codes as c
    set is_active = false
    where
        c.code = upper(btrim(withdraw_registration_code.code))
        and c.institution_id = any (institution_schema.administered_institution_ids());
    if not found then
        raise exception 'no code of an institution that you run' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

create function institution_schema.redeem_registration_code(
    code text,
    year_of_study integer default null,
    program_code text default null,
    student_id text default ''
)
returns uuid
language plpgsql
volatile
security definer -- students may read neither codes nor make themselves members
set search_path = ''
as $$
declare
    me constant uuid := user_schema.current_profile_id();
    redeemed institution_schema.registration_codes;
begin
    if me is null or auth_schema.active_role() is distinct from 'student' then
        raise exception 'only a student redeems a registration code' using errcode = 'insufficient_privilege';
    end if;

    -- The lock makes two who redeem the last use at once wait for each other; the second looks again and finds it gone.
    select c.* into redeemed
    from institution_schema.registration_codes as c
    join institution_schema.institutions as i on i.id = c.institution_id
    where
        c.code = upper(btrim(redeem_registration_code.code))
        and c.is_active
        and c.valid_from <= now()
        and (c.valid_until is null or c.valid_until > now())
        and (c.max_uses is null or c.current_uses < c.max_uses)
        and (
            c.allowed_years = '[]'
            or c.allowed_years @> to_jsonb(redeem_registration_code.year_of_study)
            or c.allowed_years @> to_jsonb(redeem_registration_code.year_of_study::text)
        )
        and (c.allowed_courses = '[]' or c.allowed_courses ? upper(btrim(redeem_registration_code.program_code)))
        and i.status = 'active'
        and not i.is_deleted
    for update of c;
    -- One answer for every reason: which codes exist is nobody's business.
    if not found then
        raise exception 'this registration code cannot be redeemed' using errcode = 'invalid_parameter_value';
    end if;

    insert into institution_schema.institution_memberships as m (
        user_profile_id, institution_id, role, status, student_id, year_of_study
    )
    values (
        me,
        redeemed.institution_id,
        'student',
        'active',
        redeem_registration_code.student_id,
        redeem_registration_code.year_of_study
    )
    on conflict (user_profile_id, institution_id) do update
    set
        status = 'active',
        left_at = null,
        student_id = coalesce(nullif(excluded.student_id, ''), m.student_id),
        year_of_study = coalesce(excluded.year_of_study, m.year_of_study)
    -- A code admits; it neither lifts a suspension nor makes a student of somebody else.
    where m.role = 'student' and m.status in ('pending', 'inactive');

    -- Who was a member already has used nothing up.
    if found then
        update institution_schema.registration_codes as c
        set current_uses = c.current_uses + 1
        where c.id = redeemed.id;
    end if;
    return redeemed.institution_id;
end;
$$;

comment on function institution_schema.issue_registration_code(uuid, text, integer, timestamptz, integer)
is 'Makes a registration code of an institution that the signed-in user runs, and returns it, once and never again.';
comment on function institution_schema.withdraw_registration_code(text)
is 'Takes a code of an institution that the signed-in user runs out of force.';
comment on function institution_schema.redeem_registration_code(text, integer, text, text)
is 'Makes the signed-in student an active member by a valid code, counts the use, and returns the institution.';
