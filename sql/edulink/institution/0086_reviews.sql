-- institution/0086_reviews.sql
-- what: how a super admin lets an institution take part, or stops it.
-- requires: institution/0020_institutions.sql, auth/0080_access.sql
-- why: an institution's admins edit its row, and status and is_verified are in the same row: so nobody has a grant on
--      these two, and this function sets them.

create function institution_schema.review_institution(institution_id uuid, status text, is_verified boolean)
returns void
language plpgsql
volatile
security definer -- nobody may write these columns themselves
set search_path = ''
as $$
begin
    if not auth_schema.is_super_admin() then
        raise exception 'only a super admin reviews institutions' using errcode = 'insufficient_privilege';
    end if;
    update institution_schema.institutions as i
    set
        status = review_institution.status,
        is_verified = review_institution.is_verified
    where i.id = review_institution.institution_id;
    if not found then
        raise exception 'there is no such institution' using errcode = 'invalid_parameter_value';
    end if;
end;
$$;

comment on function institution_schema.review_institution(uuid, text, boolean)
is 'A super admin sets where an institution stands, and whether it was found to exist.';
