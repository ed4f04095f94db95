-- application/0065_status_history.sql
-- what: writes each step of an application to its history, and keeps the history from being changed.
-- requires: application/0040_application_status_history.sql, application/0060_status_transitions.sql
-- why: a history that its writers can forget or improve is none. Legacy rows bring their own.

create function application_schema.tg_applications__write_status_history()
returns trigger
language plpgsql
volatile
security definer -- nobody may add to the history by hand
set search_path = ''
as $$
begin
    if not common.is_migrating() then
        insert into application_schema.application_status_history (
            application_id, from_status, to_status, changed_by, reason, changed_at
        )
        values (
            new.id,
            old.status,
            new.status,
            new.status_changed_by,
            coalesce(current_setting('application.status_reason', true), ''),
            new.status_changed_at
        );
    end if;
    return null;
end;
$$;

create trigger tg_500_write_status_history
after update on application_schema.applications
for each row
when (old.status is distinct from new.status)
execute function application_schema.tg_applications__write_status_history();

create trigger tg_100_forbid_change
before update or delete on application_schema.application_status_history
for each row execute function common.tg__forbid_change();

create trigger tg_100_forbid_truncate
before truncate on application_schema.application_status_history
for each statement execute function common.tg__forbid_change();

create function application_schema.change_status(application_id uuid, to_status text, reason text default '')
returns void
language plpgsql
volatile
security invoker -- row security decides whose application it is
set search_path = ''
as $$
begin
    perform set_config('application.status_reason', change_status.reason, true);

    update application_schema.applications as a
    set status = change_status.to_status
    where a.id = change_status.application_id;
    if not found then
        raise exception 'there is no application % that you may change', change_status.application_id
        using errcode = 'insufficient_privilege';
    end if;

    -- The reason is for this step only, not for the rest of the transaction.
    perform set_config('application.status_reason', '', true);
end;
$$;

comment on function application_schema.tg_applications__write_status_history()
is 'Adds a row to application_status_history, with the reason given to change_status.';
comment on function application_schema.change_status(uuid, text, text)
is 'Moves an application one step and keeps the reason, which both sides can read, in its history.';
