-- platform/0118_school_users.sql
-- what: the people of a school, a page at a time.
-- requires: platform/0082_family_and_registry.sql
-- why: whom the caller may see is the same for a whole school and role, so it is asked once and not for each row. A
--      page begins after the last person of the one before: the hundredth costs what the first does.

create function platform.visible_roles(school uuid)
returns text[]
language plpgsql
stable
security invoker -- for the function below
set search_path = ''
as $$
declare
    staff constant text[] not null := array[
        'principal',
        'deputy_principal',
        'academic_head',
        'department_head',
        'teacher',
        'form_teacher',
        'registrar',
        'bursar',
        'librarian',
        'it_support',
        'security'
    ];
begin
    return case
        when visible_roles.school = any (platform.led_school_ids()) then staff || array['student', 'parent']
        -- Before the roles that see less: a super admin may teach somewhere.
        when platform.is_super_admin() then staff || array['student', 'parent']
        when visible_roles.school = any (platform.class_school_ids()) then staff || array['student']
        when visible_roles.school = any (platform.registry_school_ids()) then array['student', 'parent']
        else '{}'::text[]
    end;
end;
$$;

create function platform.bulk_get_school_users(
    school uuid, roles text[] default null, page_size integer default 50, after uuid default null
)
returns table (
    user_id uuid,
    email text,
    first_name text,
    last_name text,
    user_status text,
    membership_id uuid,
    role text,
    status text,
    student_id text,
    current_grade text,
    employee_id text,
    department text,
    joined_date timestamptz
)
language plpgsql
stable
security definer -- row security would look up each person's memberships; what this shows is decided below
set search_path = ''
as $$
declare
    viewer constant uuid := platform.current_user_id();
    visible_roles constant text[] not null := platform.visible_roles(bulk_get_school_users.school);
    start constant uuid not null := coalesce(bulk_get_school_users.after, '00000000-0000-0000-0000-000000000000');
    length constant integer not null := least(greatest(coalesce(bulk_get_school_users.page_size, 50), 1), 1000);
    family_ids uuid[];
    membership_ids uuid[];
begin
    case
        when viewer is null then
            return;
        when visible_roles = '{}' then
            -- Some child may be at this school as well, without this school saying whose it is: so not child_ids().
            family_ids := platform.child_membership_ids() || array(
                select m.id from platform.school_memberships as m where m.user_id = viewer
            );
            membership_ids := array(
                select m.id
                from platform.school_memberships as m
                where
                    m.id = any (family_ids)
                    and m.school_id = bulk_get_school_users.school
                    and m.user_id > start
                    and m.status = 'active'
                    and m.role = any (coalesce(bulk_get_school_users.roles, array[m.role]))
                order by m.user_id
                limit length
            );
        when bulk_get_school_users.roles is null then
            membership_ids := array(
                select m.id
                from platform.school_memberships as m
                where
                    m.school_id = bulk_get_school_users.school
                    and m.user_id > start
                    and m.status = 'active'
                    and m.role = any (visible_roles)
                order by m.user_id
                limit length
            );
        else
            -- The first of each role, and of these the first: a role that few have is not searched for among all.
            membership_ids := array(
                select page.id
                from (select distinct r.role from unnest(bulk_get_school_users.roles) as r (role)) as wanted
                cross join lateral (
                    select m.id, m.user_id
                    from platform.school_memberships as m
                    where
                        m.school_id = bulk_get_school_users.school
                        and m.status = 'active'
                        and m.role = wanted.role
                        and m.user_id > start
                    order by m.user_id
                    limit length
                ) as page
                where wanted.role = any (visible_roles)
                order by page.user_id
                limit length
            );
    end case;

    return query
    select
        u.id,
        u.email,
        u.first_name,
        u.last_name,
        u.status,
        m.id,
        m.role,
        m.status,
        m.student_id,
        m.current_grade,
        m.employee_id,
        m.department,
        m.joined_date
    from platform.school_memberships as m
    join platform.platform_users as u on u.id = m.user_id
    where m.id = any (membership_ids)
    order by u.id;
end;
$$;

comment on function platform.visible_roles(uuid)
is 'Roles at this school whose members the signed-in person sees, each with their membership; empty for those who see '
'only themselves and their children.';
comment on function platform.bulk_get_school_users(uuid, text[], integer, uuid)
is 'Active members of a school in these roles (all without any), in the order of their ids, after the last one of '
'the page before: everybody for its principals and for super admins, students and staff for those who teach, students '
'and parents for registrars, oneself and one''s children for others.';
