-- platform/0122_search.sql
-- what: people by what somebody types of their name or address.
-- requires: platform/0120_search_indexes.sql, platform/0080_access.sql
-- why: whom the caller may see is the same for a whole school and role, so it is asked once and not for each row. The
--      plan is made for each search: a rare name is looked up among all people, a common one among those of the school,
--      so that no search costs more than looking at one school.

create function platform.search_users(
    search text, school uuid default null, roles text[] default null, page_size integer default 20
)
returns table (
    user_id uuid,
    email text,
    first_name text,
    last_name text,
    user_status text,
    membership_id uuid,
    school_id uuid,
    role text,
    status text
)
language plpgsql
stable
security definer -- row security would look up each person's memberships; what this shows is decided below
set search_path = ''
set plan_cache_mode = force_custom_plan
as $$
declare
    typed constant text not null := lower(btrim(coalesce(search_users.search, '')));
    -- What somebody types is no pattern: % and _ mean themselves.
    beginning constant text not null := regexp_replace(typed, '([\\%_])', '\\\1', 'g') || '%';
    finds_parts constant boolean not null
    := char_length(typed) >= 3 and to_regclass('platform.platform_users_trigram_idx') is not null;
    part constant text not null := '%' || beginning;
    sees_everything constant boolean not null := platform.is_super_admin();
    led_ids constant uuid[] not null := platform.led_school_ids();
    class_ids constant uuid[] not null := platform.class_school_ids();
    registry_ids constant uuid[] not null := platform.registry_school_ids();
    -- class_ids has led_ids in it.
    school_ids constant uuid[] not null := array(
        select i.id
        from unnest(class_ids || registry_ids) as i (id)
        where i.id = coalesce(search_users.school, i.id)
    );
begin
    if char_length(typed) < 2 then
        return;
    end if;
    return query
    select u.id, u.email, u.first_name, u.last_name, u.status, m.id, m.school_id, m.role, m.status
    from platform.platform_users as u
    left join platform.school_memberships as m on m.user_id = u.id
    where
        (
            (finds_parts and lower(u.first_name || ' ' || u.last_name || ' ' || u.email) like part)
            or (
                not finds_parts
                and (
                    lower(u.first_name || ' ' || u.last_name) like beginning
                    or lower(u.last_name) like beginning
                    or u.email like beginning
                )
            )
        )
        and (not sees_everything or search_users.school is null or m.school_id = search_users.school)
        and (search_users.roles is null or m.role = any (search_users.roles))
        and (
            sees_everything
            or (
                m.school_id = any (school_ids)
                -- Not "or": the planner would think that these conditions leave next to nothing, and not use trigrams.
                and case
                    when m.school_id = any (led_ids) then true
                    when m.school_id = any (class_ids) then m.role <> 'parent'
                    else m.role in ('student', 'parent')
                end
            )
        )
    order by u.last_name, u.first_name, u.id, m.school_id
    limit least(greatest(coalesce(search_users.page_size, 20), 1), 100);
end;
$$;

comment on function platform.search_users(text, uuid, text[], integer)
is 'People whose name or e-mail address has this part (begins with it, without pg_trgm or with less than three '
'letters), with their memberships; of one school and in these roles, if they are given. Super admins find everybody; '
'at their own schools principals everybody, those who teach students and staff, registrars students and parents.';
