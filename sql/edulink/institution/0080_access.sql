-- institution/0080_access.sql
-- what: the institutions that the caller belongs to, works for, runs, or may see.
-- requires: institution/0050_institution_memberships.sql, user/0080_access.sql, auth/0080_access.sql
-- why: lists of institutions are short, so row security compares with a list made once per statement. Only an active
--      membership counts, and only at an institution that is active or still being set up.

create function institution_schema.current_institution_ids(roles text[])
returns uuid[]
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security invoker -- for the functions below, which run as the owner
set search_path = ''
as $$
begin
    return array(
        select m.institution_id
        from institution_schema.institution_memberships as m
        join institution_schema.institutions as i on i.id = m.institution_id
        where
            m.user_profile_id = (select user_schema.current_profile_id())
            and m.role = any (current_institution_ids.roles)
            and m.status = 'active'
            and i.status in ('active', 'pending')
            and not i.is_deleted
    );
end;
$$;

create function institution_schema.member_institution_ids()
returns uuid[]
language plpgsql
stable
security definer -- row security on memberships asks this function
set search_path = ''
as $$
begin
    return institution_schema.current_institution_ids(array['student', 'faculty', 'staff', 'admin']);
end;
$$;

create function institution_schema.staffed_institution_ids()
returns uuid[]
language plpgsql
stable
security definer -- row security on memberships asks this function
set search_path = ''
as $$
begin
    return institution_schema.current_institution_ids(array['staff', 'admin']);
end;
$$;

create function institution_schema.administered_institution_ids()
returns uuid[]
language plpgsql
stable
security definer -- row security on memberships asks this function
set search_path = ''
as $$
begin
    return institution_schema.current_institution_ids(array['admin']);
end;
$$;

create function institution_schema.listed_institution_ids()
returns uuid[]
language plpgsql
stable
security definer -- anon may not read the columns that decide
set search_path = ''
as $$
begin
    return array(
        select i.id
        from institution_schema.institutions as i
        where i.status = 'active' and i.is_public and not i.is_deleted
    );
end;
$$;

create function institution_schema.visible_institution_ids()
returns uuid[]
language plpgsql
stable
security definer -- row security on institutions asks this function
set search_path = ''
as $$
begin
    if auth_schema.active_user_id() is null then
        return '{}'::uuid[];
    end if;
    if auth_schema.is_super_admin() then
        return array(select i.id from institution_schema.institutions as i);
    end if;
    return institution_schema.listed_institution_ids() || institution_schema.member_institution_ids();
end;
$$;

comment on function institution_schema.current_institution_ids(text[])
is 'Institutions where the signed-in user has an active membership in one of these roles.';
comment on function institution_schema.member_institution_ids()
is 'Institutions of the signed-in user, in whatever role; empty without one.';
comment on function institution_schema.staffed_institution_ids()
is 'Institutions whose members the signed-in user may see, as staff or admin; empty without one.';
comment on function institution_schema.administered_institution_ids()
is 'Institutions that the signed-in user runs, as admin; empty without one.';
comment on function institution_schema.listed_institution_ids()
is 'Institutions that everybody may see, signed in or not: active, public, not deleted.';
comment on function institution_schema.visible_institution_ids()
is 'Institutions that the signed-in user may see: the listed ones and their own, all for a super admin.';
