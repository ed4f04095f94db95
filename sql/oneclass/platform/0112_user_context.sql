-- platform/0112_user_context.sql
-- what: everything that an application needs to know about who is signed in, in one answer.
-- requires: platform/0110_cached_answers.sql, platform/0080_access.sql
-- why: asked with nearly every request, so it is one query by keys. A school where the person may do nothing and one
--      that does not exist give the same answer.

create function platform.user_context(school uuid default null)
returns jsonb
language plpgsql
stable
security definer -- reads rows of the caller only, by their keys: row security would ask about each row once more
set search_path = ''
as $$
declare
    context jsonb;
begin
    select
        jsonb_build_object(
            'user',
            jsonb_build_object(
                'id', u.id,
                'email', u.email,
                'first_name', u.first_name,
                'last_name', u.last_name,
                'platform_role', u.platform_role,
                'status', u.status,
                'primary_school_id', u.primary_school_id,
                'profile', u.profile,
                'feature_flags', u.feature_flags,
                'user_preferences', u.user_preferences
            ),
            'is_super_admin', u.platform_role = 'super_admin',
            'memberships', coalesce(m.memberships, '[]'),
            'school', to_jsonb(s) - '{created_at,updated_at}'::text[],
            'role', here.role,
            'permissions',
            case
                when u.platform_role = 'super_admin' then '["*"]'
                else coalesce(here.permissions, '[]')
            end
        )
    into context
    from platform.platform_users as u
    cross join lateral (
        select
            array_agg(k.school_id) as school_ids,
            jsonb_agg(
                jsonb_build_object(
                    'id', k.id,
                    'school_id', k.school_id,
                    'school_name', k.school_name,
                    'school_subdomain', k.school_subdomain,
                    'role', k.role,
                    'status', k.status,
                    'permissions', k.permissions,
                    'joined_date', k.joined_date,
                    'student_id', k.student_id,
                    'current_grade', k.current_grade,
                    'employee_id', k.employee_id,
                    'department', k.department,
                    'children_ids', k.children_ids
                )
                order by k.joined_date, k.id
            ) as memberships
        from platform.school_memberships as k
        join platform.schools as of on of.id = k.school_id
        where k.user_id = u.id and k.status = 'active' and of.status = 'active'
    ) as m
    left join platform.schools as s
        on s.id = coalesce(user_context.school, u.primary_school_id)
        and (s.id = any (m.school_ids) or u.platform_role = 'super_admin')
    left join platform.school_memberships as here
        on here.user_id = u.id and here.school_id = s.id and here.status = 'active'
    where u.id = (select platform.current_user_id());

    return platform.cached_answer('user_context', context);
end;
$$;

create function platform.minimal_user_context(school uuid default null)
returns jsonb
language plpgsql
stable
security definer -- as user_context()
set search_path = ''
as $$
declare
    context jsonb;
begin
    select
        jsonb_build_object(
            'user_id', u.id,
            'platform_role', u.platform_role,
            'status', u.status,
            'is_super_admin', u.platform_role = 'super_admin',
            'school_id', s.id,
            'role', case when s.id is not null then here.role end
        )
    into context
    from platform.platform_users as u
    left join platform.school_memberships as here
        on here.user_id = u.id
        and here.school_id = coalesce(minimal_user_context.school, u.primary_school_id)
        and here.status = 'active'
    left join platform.schools as s
        on s.id = coalesce(minimal_user_context.school, u.primary_school_id)
        and ((s.id = here.school_id and s.status = 'active') or u.platform_role = 'super_admin')
    where u.id = (select platform.current_user_id());

    return platform.cached_answer('minimal_context', context);
end;
$$;

comment on function platform.user_context(uuid)
is 'The signed-in person, their active memberships, and their role, permissions and school at one school: the given '
'one, else their primary school. A school that is not theirs is null. Null if nobody is signed in.';
comment on function platform.minimal_user_context(uuid)
is 'Who is signed in, and as what at one school: the given one, else their primary school. Null if nobody is.';
