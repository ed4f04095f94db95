-- platform/0080_access.sql
-- what: who is asking, and at which schools as what: as row security needs to know it.
-- requires: platform/0045_school_memberships.sql, common/helpers/0060_identity.sql
-- why: a token says who somebody is, never what they may do: every right is read from a row, so it ends with the row.
--      Row security compares with lists made once per statement. Each function answers about its caller only, and sees
--      all rows, because the policies on the tables that it reads ask it.

create function platform.current_user_id()
returns uuid
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security definer -- row security on platform_users asks this function
set search_path = ''
as $$
declare
    subject constant jsonb := common.claims() -> 'sub';
    own_id constant uuid := common.to_uuid(subject #>> '{}');
begin
    if jsonb_typeof(subject) is distinct from 'string' then
        return null;
    end if;
    if own_id is not null then
        return (select u.id from platform.platform_users as u where u.id = own_id and u.status = 'active');
    end if;
    -- A token of Clerk, which has ids of its own.
    return (
        select u.id
        from platform.platform_users as u
        where
            u.clerk_integration ->> 'clerk_user_id' = subject #>> '{}'
            and u.clerk_integration ->> 'clerk_user_id' is not null -- says the index
            and u.status = 'active'
    );
end;
$$;

create function platform.is_super_admin()
returns boolean
language plpgsql
stable
security definer -- as current_user_id()
set search_path = ''
as $$
begin
    return exists (
        select
        from platform.platform_users as u
        where u.id = (select platform.current_user_id()) and u.platform_role = 'super_admin'
    );
end;
$$;

-- A policy that said `or (select platform.is_super_admin())` could not use an index for anybody. `or id between <this>
-- and <the highest>` is a range that the primary key answers, and empty for everybody else.
create function platform.super_admin_lowest_id()
returns uuid
language plpgsql
stable
security definer -- as current_user_id()
set search_path = ''
as $$
begin
    return case when platform.is_super_admin() then '00000000-0000-0000-0000-000000000000'::uuid end;
end;
$$;

create function platform.school_ids_with_role(roles text[])
returns uuid[]
language plpgsql
stable
security definer -- row security on school_memberships asks this function
set search_path = ''
as $$
begin
    return array(
        select m.school_id
        from platform.school_memberships as m
        join platform.schools as s on s.id = m.school_id
        where
            m.user_id = (select platform.current_user_id())
            and m.role = any (school_ids_with_role.roles)
            and m.status = 'active'
            and s.status = 'active'
    );
end;
$$;

create function platform.school_ids()
returns uuid[]
language plpgsql
stable
security definer -- as school_ids_with_role()
set search_path = ''
as $$
begin
    return array(
        select m.school_id
        from platform.school_memberships as m
        join platform.schools as s on s.id = m.school_id
        where m.user_id = (select platform.current_user_id()) and m.status = 'active' and s.status = 'active'
    );
end;
$$;

-- The roles that the policies tell apart, each named in one place.

create function platform.led_school_ids()
returns uuid[]
language plpgsql
stable
security invoker -- school_ids_with_role() looks for it
set search_path = ''
as $$
begin
    return platform.school_ids_with_role(array['principal', 'deputy_principal']);
end;
$$;

create function platform.registry_school_ids()
returns uuid[]
language plpgsql
stable
security invoker -- as led_school_ids()
set search_path = ''
as $$
begin
    return platform.school_ids_with_role(array['registrar']);
end;
$$;

create function platform.office_school_ids()
returns uuid[]
language plpgsql
stable
security invoker -- as led_school_ids()
set search_path = ''
as $$
begin
    return platform.school_ids_with_role(array['principal', 'deputy_principal', 'registrar']);
end;
$$;

create function platform.class_school_ids()
returns uuid[]
language plpgsql
stable
security invoker -- as led_school_ids()
set search_path = ''
as $$
begin
    return platform.school_ids_with_role(
        array['principal', 'deputy_principal', 'academic_head', 'department_head', 'teacher', 'form_teacher']
    );
end;
$$;

create function platform.staffed_school_ids()
returns uuid[]
language plpgsql
stable
security invoker -- as led_school_ids()
set search_path = ''
as $$
begin
    return platform.school_ids_with_role(array[
        'principal', 'deputy_principal', 'registrar', 'academic_head', 'department_head', 'teacher', 'form_teacher'
    ]);
end;
$$;

-- The same range for whoever works at some school; see super_admin_lowest_id().
create function platform.staff_lowest_id()
returns uuid
language plpgsql
stable
security invoker -- as led_school_ids()
set search_path = ''
as $$
begin
    return case
        when cardinality(platform.staffed_school_ids()) > 0 then '00000000-0000-0000-0000-000000000000'::uuid
    end;
end;
$$;

-- The same range for whoever runs one.
create function platform.leader_lowest_id()
returns uuid
language plpgsql
stable
security invoker -- as led_school_ids()
set search_path = ''
as $$
begin
    return case
        when cardinality(platform.led_school_ids()) > 0 then '00000000-0000-0000-0000-000000000000'::uuid
    end;
end;
$$;

comment on function platform.current_user_id()
is 'The signed-in person, by the id or the Clerk id that the token names; null without a valid claim, and for somebody '
'who is unknown or not active.';
comment on function platform.is_super_admin()
is 'Whether the signed-in person is an active super admin, by their row and not by a claim.';
comment on function platform.super_admin_lowest_id()
is 'The lowest uuid there is for an active super admin, null for everybody else: the start of a range of all ids.';
comment on function platform.school_ids_with_role(text[])
is 'Active schools where the signed-in person has an active membership in one of these roles; empty without one.';
comment on function platform.school_ids()
is 'Active schools where the signed-in person has an active membership, in whatever role; empty without one.';
comment on function platform.led_school_ids()
is 'Schools that the signed-in person runs, as principal or deputy; empty without one.';
comment on function platform.registry_school_ids()
is 'Schools where the signed-in person is the registrar; empty without one.';
comment on function platform.office_school_ids()
is 'Schools where the signed-in person may see everybody: those they run, and those where they are the registrar.';
comment on function platform.class_school_ids()
is 'Schools where the signed-in person sees all memberships: those they run, and those where they teach.';
comment on function platform.staffed_school_ids()
is 'Schools where the signed-in person sees students and staff: all of office_school_ids() and class_school_ids().';
comment on function platform.staff_lowest_id()
is 'The lowest uuid there is for whoever has a school in staffed_school_ids(), null for everybody else.';
comment on function platform.leader_lowest_id()
is 'The lowest uuid there is for whoever has a school in led_school_ids(), null for everybody else.';
