-- platform/0082_family_and_registry.sql
-- what: the children of a parent, and the staff whom a registrar knows.
-- requires: platform/0080_access.sql
-- why: whom children_ids names counts only where they are a student of the very school that says so. Otherwise a school
--      could open the pupils of another by writing their ids into a membership of its own.

create function platform.child_membership_ids()
returns uuid[]
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security definer -- row security on school_memberships asks this function
set search_path = ''
as $$
begin
    return array(
        select c.id
        from platform.school_memberships as p
        join platform.schools as s on s.id = p.school_id
        cross join jsonb_array_elements_text(p.children_ids) as e (child_id)
        -- There is at most one, whatever the limit; it makes the planner look it up by its key for each child. It would
        -- expect a hundred children, and read the whole school for them.
        cross join lateral (
            select m.id
            from platform.school_memberships as m
            where
                m.user_id = common.to_uuid(e.child_id)
                and m.school_id = p.school_id
                and m.role = 'student'
            limit 1
        ) as c
        where
            p.user_id = (select platform.current_user_id())
            and p.role = 'parent'
            and p.status = 'active'
            and s.status = 'active'
    );
end;
$$;

create function platform.child_ids()
returns uuid[]
language plpgsql
stable
security definer -- as child_membership_ids()
set search_path = ''
as $$
begin
    return array(
        select c.user_id from platform.school_memberships as c where c.id = any (platform.child_membership_ids())
    );
end;
$$;

-- A registrar sees everybody at the school, but only the memberships of students and parents: so for the others row
-- security on platform_users cannot look there. They are some hundred where the students are thousands.
create function platform.registry_staff_ids()
returns uuid[]
language plpgsql
stable
security definer -- row security on platform_users asks this function
set search_path = ''
as $$
declare
    school_ids constant uuid[] := platform.registry_school_ids();
begin
    if cardinality(school_ids) = 0 then
        return '{}'::uuid[];
    end if;
    return array(
        select m.user_id
        from platform.school_memberships as m
        where m.school_id = any (school_ids) and m.role not in ('student', 'parent')
    );
end;
$$;

comment on function platform.child_membership_ids()
is 'Memberships of the children of the signed-in person, at the schools that say whose they are; empty without one.';
comment on function platform.child_ids()
is 'Children of the signed-in person, students of the school that says so; empty without one.';
comment on function platform.registry_staff_ids()
is 'Staff of the schools where the signed-in person is the registrar; empty without one.';
