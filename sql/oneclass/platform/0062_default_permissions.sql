-- platform/0062_default_permissions.sql
-- what: gives a membership the permissions of its role, unless others are named.
-- requires: platform/0040_role_permissions.sql, platform/0045_school_memberships.sql
-- why: a copy and not a join, because a school may give a member more or less than the default. With a new role come
--      its permissions: a principal who becomes a teacher does not stay a principal in all but name.

create function platform.tg_school_memberships__fill_permissions()
returns trigger
language plpgsql
volatile
security definer -- those who write memberships may not read the defaults
set search_path = ''
as $$
begin
    new.permissions := coalesce(
        (select r.permissions from platform.role_permissions as r where r.role = new.role), '[]'
    );
    return new;
end;
$$;

create trigger tg_110_fill_permissions
before insert on platform.school_memberships
for each row
when (new.permissions = '[]')
execute function platform.tg_school_memberships__fill_permissions();

create trigger tg_120_change_permissions
before update of role on platform.school_memberships
for each row
when (new.role <> old.role and new.permissions = old.permissions)
execute function platform.tg_school_memberships__fill_permissions();

comment on function platform.tg_school_memberships__fill_permissions()
is 'Before a membership is made without permissions, or gets a new role: gives it those of the role.';
