-- platform/0060_school_copies.sql
-- what: keeps name and subdomain of a school equal in all its memberships.
-- requires: platform/0045_school_memberships.sql
-- why: the school decides. Whoever writes a membership gets the school's values, whatever they sent, without an error,
--      since whoever writes whole rows cannot know better. A school that is renamed takes its memberships with it.

create function platform.tg_school_memberships__copy_school()
returns trigger
language plpgsql
volatile
security definer -- those who write memberships may not lock schools
set search_path = ''
as $$
begin
    -- Locked until this transaction ends, so that a school cannot be renamed between this copy and its commit. The
    -- rename waits, and then finds this membership.
    select s.name, s.subdomain into new.school_name, new.school_subdomain
    from platform.schools as s
    where s.id = new.school_id
    for share;
    if not found then
        -- The key refuses the row; that the copies are null must not be what is said of it.
        new.school_name := '';
        new.school_subdomain := '';
    end if;
    return new;
end;
$$;

create trigger tg_100_copy_school
before insert or update of school_id, school_name, school_subdomain on platform.school_memberships
for each row execute function platform.tg_school_memberships__copy_school();

create function platform.tg_schools__update_copies()
returns trigger
language plpgsql
volatile
security definer -- those who write a school may not write every membership of it
set search_path = ''
as $$
begin
    update platform.school_memberships as m
    set school_name = new.name, school_subdomain = new.subdomain
    where m.school_id = new.id;
    return null;
end;
$$;

create trigger tg_200_update_copies
after update on platform.schools
for each row
when (old.name is distinct from new.name or old.subdomain is distinct from new.subdomain)
execute function platform.tg_schools__update_copies();

comment on function platform.tg_school_memberships__copy_school()
is 'Before a membership is written: takes name and subdomain from the school.';
comment on function platform.tg_schools__update_copies()
is 'After a school was renamed: writes name and subdomain into its memberships.';
