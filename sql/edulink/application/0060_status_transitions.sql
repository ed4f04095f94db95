-- application/0060_status_transitions.sql
-- what: which steps an application may take, and the stamp that each step leaves on it.
-- requires: application/0020_applications.sql, user/0080_access.sql
-- why: the rule holds whoever writes: a service, the API, an engineer with psql. Legacy rows took steps that are not
--      allowed today, so they come in as they are.

create function application_schema.tg_applications__forbid_transition()
returns trigger
language plpgsql
volatile
security definer -- its caller need not be allowed to call common.is_migrating()
set search_path = ''
as $$
declare
    allowed constant text[] := case old.status
        when 'pending' then array['reviewed', 'rejected', 'withdrawn']
        when 'reviewed' then array['interview_scheduled', 'accepted', 'rejected', 'withdrawn']
        when 'interview_scheduled' then array['accepted', 'rejected', 'withdrawn']
        when 'accepted' then array['withdrawn']
        else '{}' -- rejected and withdrawn are final
    end;
begin
    if new.status = any (allowed) or common.is_migrating() then
        return new;
    end if;
    raise exception 'an application cannot go from % to %', old.status, new.status
    using
        errcode = 'check_violation',
        hint = 'From here it can go to: ' || coalesce(nullif(array_to_string(allowed, ', '), ''), 'nowhere') || '.',
        schema = tg_table_schema,
        table = tg_table_name,
        column = 'status',
        constraint = 'applications_status_transition';
end;
$$;

create function application_schema.tg_applications__stamp_status_change()
returns trigger
language plpgsql
volatile
security definer -- as above, and current_profile_id()
set search_path = ''
as $$
begin
    if common.is_migrating() then
        return new;
    end if;
    new.previous_status := old.status;
    new.status_changed_at := now();
    -- A signed-in user cannot name somebody else; a service without a user says for whom it acts.
    new.status_changed_by := coalesce(user_schema.current_profile_id(), new.status_changed_by);
    return new;
end;
$$;

create trigger tg_100_forbid_transition
before update on application_schema.applications
for each row
when (old.status is distinct from new.status)
execute function application_schema.tg_applications__forbid_transition();

create trigger tg_200_stamp_status_change
before update on application_schema.applications
for each row
when (old.status is distinct from new.status)
execute function application_schema.tg_applications__stamp_status_change();

comment on function application_schema.tg_applications__forbid_transition()
is 'Raises check_violation (constraint applications_status_transition) for a step that is not allowed.';
comment on function application_schema.tg_applications__stamp_status_change()
is 'Keeps previous_status, status_changed_at and, for a signed-in user, status_changed_by.';
