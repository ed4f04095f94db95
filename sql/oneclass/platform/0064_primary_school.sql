-- platform/0064_primary_school.sql
-- what: the school that is opened first is one where the person has an active membership.
-- requires: platform/0045_school_memberships.sql, common/helpers/0062_migration.sql
-- why: a person and their membership are written in one transaction, the person first, so the rule is asked at its end.
--      Most of the time nobody has to think of it: the first active membership fills the column, and one that ends
--      moves it to the next. Legacy rows say themselves which school it is; of them the rule is only asked.

create function platform.tg_school_memberships__fill_primary_school()
returns trigger
language plpgsql
volatile
security definer -- those who write memberships may not write this column of the person
set search_path = ''
-- The plan is kept: one that is made for a single row, perhaps in an empty table, must serve a million, and the other
-- way round. So people are looked up by their key, whatever the planner thinks.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
as $$
begin
    if common.is_migrating() then
        return null;
    end if;
    update platform.platform_users as u
    set primary_school_id = first.school_id
    from (
        select distinct on (n.user_id) n.user_id, n.school_id
        from new_rows as n
        where n.status = 'active'
        order by n.user_id, n.joined_date, n.id
    ) as first
    where
        u.id = first.user_id
        and num_nulls(u.primary_school_id) = 1; -- "is null" could be looked up in an index, and find everybody
    return null;
end;
$$;

create trigger tg_300_fill_primary_school
after insert on platform.school_memberships
referencing new table as new_rows
for each statement execute function platform.tg_school_memberships__fill_primary_school();

create trigger tg_310_fill_primary_school
after update on platform.school_memberships
referencing new table as new_rows
for each statement execute function platform.tg_school_memberships__fill_primary_school();

create function platform.tg_school_memberships__move_primary_school()
returns trigger
language plpgsql
volatile
security definer -- those who write memberships may not write this column of the person
set search_path = ''
as $$
begin
    if common.is_migrating() then
        return null;
    end if;
    -- Two memberships of one person may end at once. Whoever comes second waits here, and then sees the other's end.
    perform from platform.platform_users as u where u.id = old.user_id for no key update;

    update platform.platform_users as u
    set primary_school_id = (
        select m.school_id
        from platform.school_memberships as m
        where m.user_id = u.id and m.status = 'active'
        order by m.joined_date, m.id
        limit 1
    )
    where
        u.id = old.user_id
        and (
            u.primary_school_id = old.school_id
            -- If the school itself is gone, its key has emptied the column before.
            or (
                u.primary_school_id is null
                and exists (
                    select from platform.school_memberships as m where m.user_id = u.id and m.status = 'active'
                )
            )
        );
    return null;
end;
$$;

create trigger tg_320_move_primary_school
after update on platform.school_memberships
for each row
when (
    old.status = 'active'
    and (new.status <> 'active' or new.school_id <> old.school_id or new.user_id <> old.user_id)
)
execute function platform.tg_school_memberships__move_primary_school();

create trigger tg_330_move_primary_school
after delete on platform.school_memberships
for each row
when (old.status = 'active')
execute function platform.tg_school_memberships__move_primary_school();

create function platform.tg__check_primary_school()
returns trigger
language plpgsql
volatile
security definer -- those who write one of the two tables may not read all of the other
set search_path = ''
as $$
declare
    person_id uuid;
begin
    if tg_table_name = 'platform_users' then
        person_id := new.id;
    else
        person_id := old.user_id;
    end if;

    -- As it is now, at the end of the transaction, which may differ from new and old.
    if exists (
        select
        from platform.platform_users as u
        where
            u.id = person_id
            and u.primary_school_id is not null
            and not exists (
                select
                from platform.school_memberships as m
                where m.user_id = u.id and m.school_id = u.primary_school_id and m.status = 'active'
            )
    ) then
        raise exception 'the primary school of % is none where they have an active membership', person_id
        using
            errcode = 'integrity_constraint_violation',
            schema = 'platform',
            table = 'platform_users',
            column = 'primary_school_id',
            hint = 'Write the membership in the same transaction, or leave the column null: a trigger fills it in.';
    end if;
    return null;
end;
$$;

create constraint trigger tg_400_check_primary_school
after insert or update of primary_school_id on platform.platform_users
deferrable initially deferred
for each row
when (new.primary_school_id is not null)
execute function platform.tg__check_primary_school();

create constraint trigger tg_400_check_primary_school
after update of user_id, school_id, status or delete on platform.school_memberships
deferrable initially deferred
for each row
when (old.status = 'active')
execute function platform.tg__check_primary_school();

comment on function platform.tg_school_memberships__fill_primary_school()
is 'After memberships were written: the first active one of a person without a primary school makes it that school; '
'not while legacy rows come in.';
comment on function platform.tg_school_memberships__move_primary_school()
is 'After a membership ended: if its school was the primary one, that is now the earliest other with an active '
'membership, or none; not while legacy rows come in.';
comment on function platform.tg__check_primary_school()
is 'At the end of a transaction: refuses a primary school where the person has no active membership.';
