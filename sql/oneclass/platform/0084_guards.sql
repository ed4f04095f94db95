-- platform/0084_guards.sql
-- what: which columns of a row somebody may write, and whom a school may take in.
-- requires: platform/0080_access.sql, platform/0062_default_permissions.sql
-- why: row security chooses rows and grants choose columns, but people and their super admins are one database role.
--      A trigger compares what was with what is to be. It asks only those who are under row security: scripts, legacy
--      rows and the functions of this service are not, and the service that signs people in has its columns granted.

create function platform.tg_schools__guard()
returns trigger
language plpgsql
volatile
security definer -- its caller may not execute what it calls
set search_path = ''
as $$
begin
    if not platform.is_super_admin() then
        raise exception 'only a super admin changes what the platform decides about a school'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
end;
$$;

create trigger tg_800_guard
before update on platform.schools
for each row
when (
    row_security_active('platform.schools')
    and (
        new.subdomain,
        new.status,
        new.subscription_tier,
        new.registration_number,
        new.is_active,
        new.is_verified
    ) is distinct from (
        old.subdomain,
        old.status,
        old.subscription_tier,
        old.registration_number,
        old.is_active,
        old.is_verified
    )
)
execute function platform.tg_schools__guard();

-- An archived membership is of somebody who has left. Whoever is nobody else's, one school alone may decide about.
create function platform.belongs_nowhere_else(user_id uuid, school_ids uuid[])
returns boolean
language plpgsql
stable
security invoker -- for the triggers below
set search_path = ''
as $$
begin
    return exists (
        select
        from platform.platform_users as u
        where
            u.id = belongs_nowhere_else.user_id
            and u.platform_role <> 'super_admin'
            and not exists (
                select
                from platform.school_memberships as m
                where
                    m.user_id = u.id
                    and m.school_id <> all (belongs_nowhere_else.school_ids)
                    and m.status <> 'archived'
            )
    );
end;
$$;

create function platform.tg_platform_users__guard()
returns trigger
language plpgsql
volatile
security definer -- must see the memberships of the person at other schools
set search_path = ''
as $$
begin
    if platform.is_super_admin() then
        return new;
    end if;
    if (
        new.email,
        new.platform_role,
        new.primary_school_id,
        new.clerk_integration,
        new.feature_flags,
        new.last_login
    ) is distinct from (
        old.email,
        old.platform_role,
        old.primary_school_id,
        old.clerk_integration,
        old.feature_flags,
        old.last_login
    ) then
        raise exception 'only a super admin changes what the platform decides about a person'
        using errcode = 'insufficient_privilege';
    end if;
    -- The account is one, however many schools the person belongs to.
    if new.status is distinct from old.status and (
        new.id = platform.current_user_id()
        or not platform.belongs_nowhere_else(new.id, platform.led_school_ids())
    ) then
        raise exception 'only a super admin changes the status of this account'
        using errcode = 'insufficient_privilege', hint = 'Change the status of the membership.';
    end if;
    return new;
end;
$$;

create trigger tg_800_guard
before update on platform.platform_users
for each row
when (row_security_active('platform.platform_users') and not pg_has_role('oneclass_auth', 'usage'))
execute function platform.tg_platform_users__guard();

create function platform.tg_school_memberships__guard()
returns trigger
language plpgsql
volatile
security definer -- must see the person, their memberships at other schools, and the defaults
set search_path = ''
as $$
declare
    -- `is true`, because a comparison with null is neither.
    is_leader constant boolean := (new.school_id = any (platform.led_school_ids())) is true;
begin
    if platform.is_super_admin() then
        return new;
    end if;

    -- A membership opens the person to the school. So a school takes in who is nobody else's, or its own already; the
    -- same answer for somebody who does not exist.
    if
        (tg_op = 'INSERT' or (old.status = 'archived' and new.status <> 'archived'))
        and not platform.belongs_nowhere_else(new.user_id, platform.office_school_ids())
    then
        raise exception 'only a super admin adds somebody who belongs to another school'
        using errcode = 'insufficient_privilege';
    end if;

    if tg_op = 'UPDATE' and new.user_id = platform.current_user_id() and (
        new.role, new.permissions, new.status, new.children_ids
    ) is distinct from (
        old.role, old.permissions, old.status, old.children_ids
    ) then
        raise exception 'nobody changes what they themselves may do' using errcode = 'insufficient_privilege';
    end if;

    if
        not is_leader
        and (tg_op = 'INSERT' or new.permissions is distinct from old.permissions)
        and new.permissions is distinct from coalesce(
            (select r.permissions from platform.role_permissions as r where r.role = new.role), '[]'
        )
    then
        raise exception 'only a principal gives other permissions than those of the role'
        using errcode = 'insufficient_privilege';
    end if;
    return new;
end;
$$;

-- After tg_110 and tg_120, which fill in the permissions of the role.
create trigger tg_800_guard
before insert or update on platform.school_memberships
for each row
when (row_security_active('platform.school_memberships'))
execute function platform.tg_school_memberships__guard();

comment on function platform.tg_schools__guard()
is 'Before a school is changed by somebody under row security: what the platform decides is for super admins.';
comment on function platform.belongs_nowhere_else(uuid, uuid[])
is 'Whether this person exists, is no super admin, and belongs to no school but these, or has left it.';
comment on function platform.tg_platform_users__guard()
is 'Before a person is changed by somebody under row security: identity and role are for super admins, and so is the '
'status of who belongs to another school.';
comment on function platform.tg_school_memberships__guard()
is 'Before a membership is written by somebody under row security: nobody is taken from another school, nobody gives '
'themselves more, and registrars give no permissions.';
