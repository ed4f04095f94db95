-- core/0084_global_access.sql
-- what: how somebody of the operator opens all tenants to read in them, for an hour.
-- requires: core/0082_access.sql
-- why: reading leaves no trace by itself, and a request that reads cannot write one. So it has to be opened first, with
--      a reason, and the entry in the audit trail is what opens it: there is no way to read without it.

create function core.open_global_access(reason text)
returns timestamptz
language plpgsql
volatile
security definer -- users may not write the audit trail
set search_path = ''
as $$
declare
    access constant jsonb not null := core.access();
    is_allowed constant boolean not null := coalesce(access -> 'permissions' @> '[{"scope": "global"}]', false);
begin
    if access = '{}' then
        raise exception 'not signed in' using errcode = 'insufficient_privilege';
    elsif coalesce(btrim(open_global_access.reason), '') = '' then
        raise exception 'a reason is needed' using errcode = 'invalid_parameter_value';
    end if;

    -- A refusal is an answer and not an error, or its entry would be taken back.
    insert into core.audit_events (tenant_id, actor_user_id, event_type, entity, payload)
    values (
        (access ->> 'tenant_id')::uuid,
        (access ->> 'user_id')::uuid,
        case when is_allowed then 'access.granted' else 'access.denied' end,
        'platform',
        jsonb_build_object('reason', left(btrim(open_global_access.reason), 1000))
    );
    if is_allowed then
        return now() + interval '1 hour';
    end if;
    return null;
end;
$$;

comment on function core.open_global_access(text)
is 'Lets an internal user of the operator with a global permission read in all tenants for an hour, and notes it; '
'returns until when, null if it is refused, which is noted too.';
