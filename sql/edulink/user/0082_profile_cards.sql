-- user/0082_profile_cards.sql
-- what: what somebody may see of other people's profiles: a card with names, avatar and bio.
-- requires: user/0080_access.sql, institution/0080_access.sql, institution/0050_institution_memberships.sql
-- why: row security chooses rows, not columns, and others may see five columns where the owner sees all. So the table
--      shows everybody their own row only, and these functions show the cards. A card that may not be seen and a card
--      that does not exist look the same.

create function user_schema.profile_cards(profile_ids uuid[])
returns table (user_profile_id uuid, first_name text, last_name text, avatar text, bio text)
language plpgsql
stable
security definer -- its caller may read no row but their own; what this shows is decided below
set search_path = ''
as $$
declare
    viewer constant uuid := auth_schema.active_user_id();
    institution_ids constant uuid[] := institution_schema.member_institution_ids();
    sees_all constant boolean := auth_schema.is_super_admin();
begin
    if viewer is null then
        return;
    end if;
    return query
    select p.id, p.first_name, p.last_name, p.avatar, p.bio
    from user_schema.user_profiles as p
    join auth_schema.users as u on u.id = p.auth_user_id
    where
        p.id = any (profile_cards.profile_ids)
        and not p.is_deleted
        and not u.is_deleted -- of which the profile has no copy
        and (
            sees_all
            or p.auth_user_id = viewer
            or (u.is_active and p.profile_visibility = 'PUBLIC')
            or (
                u.is_active
                and p.profile_visibility = 'INSTITUTION'
                and exists (
                    select
                    from institution_schema.institution_memberships as m
                    where m.user_profile_id = p.id and m.status = 'active' and m.institution_id = any (institution_ids)
                )
            )
        )
    order by p.last_name, p.first_name, p.id;
end;
$$;

-- For the two ways in which a name is looked up: as written, and by family name.
create index user_profiles_full_name_idx
on user_schema.user_profiles (lower(first_name || ' ' || last_name) text_pattern_ops);

create index user_profiles_last_name_idx
on user_schema.user_profiles (lower(last_name) text_pattern_ops);

create function user_schema.search_profiles(search text, page_size integer default 20)
returns table (user_profile_id uuid, first_name text, last_name text, avatar text, bio text)
language plpgsql
stable
security definer -- as profile_cards(), which decides
set search_path = ''
as $$
declare
    -- What somebody types is no pattern: % and _ mean themselves.
    pattern constant text := regexp_replace(lower(btrim(search_profiles.search)), '([\\%_])', '\\\1', 'g') || '%';
begin
    if char_length(btrim(search_profiles.search)) < 2 or auth_schema.active_user_id() is null then
        return;
    end if;
    return query
    select c.user_profile_id, c.first_name, c.last_name, c.avatar, c.bio
    from user_schema.profile_cards(array(
        select p.id
        from user_schema.user_profiles as p
        where
            (lower(p.first_name || ' ' || p.last_name) like pattern or lower(p.last_name) like pattern)
            and p.is_active
            and not p.is_deleted
            and p.profile_visibility <> 'PRIVATE'
            and not exists (
                select from user_schema.preferences as f where f.user_profile_id = p.id and not f.allow_search
            )
        limit 1000 -- of people with one name; who looks for one of them types more of it
    )) as c
    limit least(greatest(search_profiles.page_size, 1), 100);
end;
$$;

comment on function user_schema.profile_cards(uuid[])
is 'Cards of these profiles, as far as the signed-in user may see them: their own, PUBLIC ones, INSTITUTION ones of '
'members of a common institution; all for a super admin.';
comment on function user_schema.search_profiles(text, integer)
is 'Cards of people whose name or family name begins so, who want to be found, as far as profile_cards() shows them.';
