-- institution/0084_members.sql
-- what: the people of an institution, for those who work there.
-- requires: institution/0050_institution_memberships.sql, institution/0080_access.sql, user/0020_user_profiles.sql
-- requires: auth/0020_users.sql
-- why: staff may see who their members are and how to reach them, but not the rest of their profiles; row security
--      cannot choose columns.

create function institution_schema.member_cards(institution_id uuid)
returns table (
    membership_id uuid,
    user_profile_id uuid,
    first_name text,
    last_name text,
    avatar text,
    email text,
    phone_number text,
    member_role text,
    member_status text
)
language plpgsql
stable
security definer -- its caller may not read profiles; the institution decides
set search_path = ''
as $$
begin
    return query
    select m.id, p.id, p.first_name, p.last_name, p.avatar, p.email, p.phone_number, m.role, m.status
    from institution_schema.institution_memberships as m
    join user_schema.user_profiles as p on p.id = m.user_profile_id
    join auth_schema.users as u on u.id = p.auth_user_id
    where
        m.institution_id = member_cards.institution_id
        and m.institution_id = any ((select institution_schema.staffed_institution_ids())::uuid[])
        and not p.is_deleted
        and not u.is_deleted -- of which the profile has no copy
    order by p.last_name, p.first_name, p.id;
end;
$$;

comment on function institution_schema.member_cards(uuid)
is 'Names and addresses of the members of an institution that the signed-in user works for; empty for any other.';
