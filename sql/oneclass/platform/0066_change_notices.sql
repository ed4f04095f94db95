-- platform/0066_change_notices.sql
-- what: says on the channel platform_changes whose cached answers are no longer true.
-- requires: platform/0045_school_memberships.sql
-- why: who keeps answers for minutes (0055) wants to hear when one changes before that. A notice is "user:<id>" or
--      "school:<id>", which stands for all who belong to it, or either with * for all. Postgres sends it when the
--      transaction commits, and equal ones once; so a statement that changes many rows sends few notices, not many.

create function platform.notify_changes(kind text, ids uuid[])
returns void
language plpgsql
volatile
security invoker -- for the triggers below
set search_path = ''
as $$
begin
    perform pg_notify('platform_changes', notify_changes.kind || ':' || n.changed)
    from (
        select i.id::text as changed from unnest(notify_changes.ids) as i (id) where cardinality(notify_changes.ids) <= 100
        union all
        select '*' where cardinality(notify_changes.ids) > 100
    ) as n;
end;
$$;

create function platform.tg_schools__notify()
returns trigger
language plpgsql
volatile
security definer -- those who write the table may not execute what it calls
set search_path = ''
as $$
begin
    perform platform.notify_changes('school', array(select c.id from changed_rows as c limit 101));
    return null;
end;
$$;

create function platform.tg_platform_users__notify()
returns trigger
language plpgsql
volatile
security definer -- those who write the table may not execute what it calls
set search_path = ''
as $$
begin
    perform platform.notify_changes('user', array(select c.id from changed_rows as c limit 101));
    return null;
end;
$$;

create function platform.tg_school_memberships__notify()
returns trigger
language plpgsql
volatile
security definer -- those who write the table may not execute what it calls
set search_path = ''
as $$
declare
    user_ids constant uuid[] not null := array(select c.user_id from changed_rows as c limit 101);
begin
    if cardinality(user_ids) <= 100 then
        perform platform.notify_changes('user', user_ids);
    else
        -- Whole schools: a year's pupils, or a school that was renamed.
        perform platform.notify_changes('school', array(select distinct c.school_id from changed_rows as c));
    end if;
    return null;
end;
$$;

create trigger tg_510_notify
after insert on platform.schools
referencing new table as changed_rows
for each statement execute function platform.tg_schools__notify();

create trigger tg_520_notify
after update on platform.schools
referencing new table as changed_rows
for each statement execute function platform.tg_schools__notify();

create trigger tg_530_notify
after delete on platform.schools
referencing old table as changed_rows
for each statement execute function platform.tg_schools__notify();

create trigger tg_510_notify
after insert on platform.platform_users
referencing new table as changed_rows
for each statement execute function platform.tg_platform_users__notify();

create trigger tg_520_notify
after update on platform.platform_users
referencing new table as changed_rows
for each statement execute function platform.tg_platform_users__notify();

create trigger tg_530_notify
after delete on platform.platform_users
referencing old table as changed_rows
for each statement execute function platform.tg_platform_users__notify();

create trigger tg_510_notify
after insert on platform.school_memberships
referencing new table as changed_rows
for each statement execute function platform.tg_school_memberships__notify();

create trigger tg_520_notify
after update on platform.school_memberships
referencing new table as changed_rows
for each statement execute function platform.tg_school_memberships__notify();

-- A membership that was given to somebody else, or moved to another school, changed for those it was taken from too.
create trigger tg_525_notify
after update on platform.school_memberships
referencing old table as changed_rows
for each statement execute function platform.tg_school_memberships__notify();

create trigger tg_530_notify
after delete on platform.school_memberships
referencing old table as changed_rows
for each statement execute function platform.tg_school_memberships__notify();

comment on function platform.notify_changes(text, uuid[])
is 'Sends a notice of that kind for each id, or one for all if there are more than a hundred.';
comment on function platform.tg_schools__notify() is 'After schools were written: notices which.';
comment on function platform.tg_platform_users__notify() is 'After people were written: notices who.';
comment on function platform.tg_school_memberships__notify()
is 'After memberships were written: notices whose, or of which schools if they were many.';
