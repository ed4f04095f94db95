-- core/0072_sign_in.sql
-- what: what every sign-in leaves behind; five failed ones in a row lock the user for half an hour.
-- requires: core/0060_rows.sql
-- why: counted here, under the lock of the row, a hundred guesses at the same moment are a hundred. The service checks
--      passwords and second factors; it calls one of these with the result, and lets nobody in whom record_login
--      refuses. An admin is let in with a second factor only. All run as their caller: a service sees one tenant at a
--      time.

create function core.record_failed_login(tenant_id uuid, email text)
returns timestamptz
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    locked timestamptz;
begin
    update core.users as u
    set
        -- A lock that has passed leaves nothing behind: counting starts anew.
        login_attempts = case when u.locked_until <= now() then 1 else u.login_attempts + 1 end,
        locked_until = case
            when u.locked_until > now() then u.locked_until
            when u.locked_until is null and u.login_attempts + 1 >= 5 then now() + interval '30 minutes'
        end
    where u.tenant_id = record_failed_login.tenant_id and u.email = lower(record_failed_login.email)
    returning u.locked_until into locked;
    return locked;
end;
$$;

create function core.record_login(tenant_id uuid, user_id uuid, second_factor boolean default false)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    if not record_login.second_factor then
        perform 1
        from core.role_bindings as b
        join core.roles as r on r.tenant_id = b.tenant_id and r.id = b.role_id
        where
            b.tenant_id = record_login.tenant_id
            and b.user_id = record_login.user_id
            and b.is_active
            and (b.expires_at is null or b.expires_at > now())
            and r.is_system
            and r.name = 'admin';
        if found then
            return false;
        end if;
    end if;

    perform 1
    from core.tenants as t
    where t.id = record_login.tenant_id and t.is_active and t.status = 'active';
    if not found then
        return false;
    end if;

    update core.users as u
    set login_attempts = 0, locked_until = null, last_login = now()
    where
        u.tenant_id = record_login.tenant_id
        and u.id = record_login.user_id
        and u.is_active
        and (u.locked_until is null or u.locked_until <= now())
        and (record_login.second_factor or not u.mfa_enabled);
    return found;
end;
$$;

create function core.unlock_user(tenant_id uuid, user_id uuid)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    update core.users as u
    set login_attempts = 0, locked_until = null
    where u.tenant_id = unlock_user.tenant_id and u.id = unlock_user.user_id;
    return found;
end;
$$;

comment on function core.record_failed_login(uuid, text)
is 'Counts a failed sign-in with this address; returns until when the user is locked, null if they are not.';
comment on function core.record_login(uuid, uuid, boolean)
is 'Notes a sign-in with the right password; false if it must be refused: locked, switched off, unknown, or without '
'the second factor that the user or the role admin asks for.';
comment on function core.unlock_user(uuid, uuid) is 'Lifts a lock before its time; false if there is no such user.';
