-- platform/0116_checks.sql
-- what: whether somebody may do something at a school, for applications to ask.
-- requires: platform/0080_access.sql
-- why: what an application lets people do beyond reading and writing rows, such as printing reports. Row security
--      decides about whom one may ask: about others the answer is false unless their membership may be seen.

create function platform.has_permission_in_school(user_id uuid, permission text, school uuid)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return exists (
        select
        from platform.platform_users as u
        where
            u.id = has_permission_in_school.user_id
            and u.status = 'active'
            and (
                u.platform_role = 'super_admin'
                or exists (
                    select
                    from platform.school_memberships as m
                    join platform.schools as s on s.id = m.school_id
                    where
                        m.user_id = u.id
                        and m.school_id = has_permission_in_school.school
                        and m.status = 'active'
                        and s.status = 'active'
                        and m.permissions ?| array[
                            has_permission_in_school.permission,
                            split_part(has_permission_in_school.permission, '.', 1) || '.*',
                            '*'
                        ]
                )
            )
    );
end;
$$;

create function platform.has_role_in_school(role text, school uuid)
returns boolean
language plpgsql
stable
security invoker -- school_ids_with_role() looks for it
set search_path = ''
as $$
begin
    return coalesce(
        has_role_in_school.school = any (platform.school_ids_with_role(array[has_role_in_school.role])), false
    );
end;
$$;

create function platform.can_access_school(school uuid)
returns boolean
language plpgsql
stable
security invoker -- row security on schools is the answer
set search_path = ''
as $$
begin
    return exists (select from platform.schools as s where s.id = can_access_school.school);
end;
$$;

comment on function platform.has_permission_in_school(uuid, text, uuid)
is 'Whether this person is an active super admin, or their active membership of the school has the permission, its '
'area with .*, or *. False about people whom the signed-in person may not see.';
comment on function platform.has_role_in_school(text, uuid)
is 'Whether the signed-in person has an active membership of the school in this role.';
comment on function platform.can_access_school(uuid)
is 'Whether the signed-in person may see the school: an active membership of it, or super admin.';
