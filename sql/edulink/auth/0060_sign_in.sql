-- auth/0060_sign_in.sql
-- what: what every sign-in leaves behind; five failed ones in a row lock the account for half an hour.
-- requires: auth/0020_users.sql, auth/0050_security_logs.sql
-- why: counted here, under the lock of the row, a hundred guesses at the same moment are a hundred. The auth service
--      checks passwords; it calls one of these with the result, and lets nobody in whom record_login refuses.

create function auth_schema.record_failed_login(email text, ip_address inet default null, user_agent text default '')
returns timestamptz
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    account auth_schema.users;
    is_newly_locked boolean not null := false;
begin
    update auth_schema.users as u
    set
        -- A lock that has passed leaves nothing behind: counting starts anew.
        failed_login_attempts = case
            when u.account_locked_until <= now() then 1
            else u.failed_login_attempts + 1
        end,
        account_locked_until = case when u.account_locked_until > now() then u.account_locked_until end
    where u.email = lower(record_failed_login.email)
    returning u.* into account;

    if account.failed_login_attempts >= 5 and account.account_locked_until is null then
        update auth_schema.users as u
        set account_locked_until = now() + interval '30 minutes'
        where u.id = account.id
        returning u.* into account;
        is_newly_locked := true;
    end if;

    insert into auth_schema.security_logs (event_type, severity, user_id, user_email, ip_address, user_agent)
    select
        e.event_type,
        e.severity,
        account.id,
        left(lower(record_failed_login.email), 254),
        record_failed_login.ip_address,
        record_failed_login.user_agent
    from (
        values
        ('login_failed_unknown_user', 'medium', account.id is null),
        ('login_failed', 'medium', account.id is not null),
        ('account_locked', 'high', is_newly_locked)
    ) as e (event_type, severity, is_due)
    where e.is_due;

    return account.account_locked_until;
end;
$$;

create function auth_schema.record_login(user_id uuid, ip_address inet default null, user_agent text default '')
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    account auth_schema.users;
begin
    update auth_schema.users as u
    set failed_login_attempts = 0, account_locked_until = null, last_login = now()
    where
        u.id = record_login.user_id
        and u.is_active
        and not u.is_deleted
        and coalesce(u.account_locked_until, '-infinity') <= now()
    returning u.* into account;
    if not found then
        return false;
    end if;

    insert into auth_schema.security_logs (event_type, severity, user_id, user_email, ip_address, user_agent)
    values (
        'login_success', 'low', account.id, account.email, record_login.ip_address, record_login.user_agent
    );
    return true;
end;
$$;

comment on function auth_schema.record_failed_login(text, inet, text)
is 'Counts and logs a failed sign-in with this address; returns until when the account is locked, null if it is not.';
comment on function auth_schema.record_login(uuid, inet, text)
is 'Logs a sign-in with the right password; false if it must be refused: locked, inactive, deleted or unknown.';
