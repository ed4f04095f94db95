-- auth/0060_login_attempts.sql
-- what: what every attempt to sign in leaves behind; five failed ones lock the account, each time for twice as long.
-- requires: auth/0020_users.sql, auth/0040_login_attempts.sql
-- why: counted here, under the lock of the row, a hundred guesses at the same moment are a hundred. The auth service
--      compares passwords; it calls this with the result, and lets nobody in whom this does not allow. While an account
--      is locked nothing counts: whoever goes on guessing does not keep its owner out for longer, and learns nothing
--      from the right password.

create function carwash.record_login_attempt(
    email text,
    success boolean,
    ip_address inet default null,
    user_agent text default null,
    failure_reason text default null
)
returns table (is_allowed boolean, user_id uuid, reason text, locked_until timestamptz)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    max_failures constant integer not null := 5;
    address constant text := left(lower(btrim(record_login_attempt.email)), 255);
    account carwash.{{ AUTH_TABLE_PREFIX }}users;
    refusal text;
begin
    -- Whoever else tries to sign in to this account waits here.
    select u.*
    into account
    from carwash.{{ AUTH_TABLE_PREFIX }}users as u
    where u.email = address
    for no key update;

    refusal := case
        when account.id is null then 'unknown_user'
        when not account.is_active then 'account_inactive'
        when account.locked_until > now() then 'account_locked'
        when record_login_attempt.success is not true
        then left(coalesce(record_login_attempt.failure_reason, 'wrong_password'), 100)
    end;

    if refusal is null then
        update carwash.{{ AUTH_TABLE_PREFIX }}users as u
        set failed_login_attempts = 0, lockout_count = 0, locked_until = null, last_login = now()
        where u.id = account.id
        returning u.* into account;
    elsif account.locked_until > now() or not account.is_active then
        update carwash.{{ AUTH_TABLE_PREFIX }}users as u
        set last_failed_login = now()
        where u.id = account.id
        returning u.* into account;
    elsif account.id is not null then
        -- The count stays while a lock lasts; after it, counting starts anew.
        account.failed_login_attempts := case
            when account.failed_login_attempts < max_failures then account.failed_login_attempts + 1
            else 1
        end;
        account.locked_until := null;
        if account.failed_login_attempts = max_failures then
            account.lockout_count := account.lockout_count + 1;
            -- 5, 10, 20, 40, and from then on 60 minutes.
            account.locked_until := now() + least(
                interval '5 minutes' * 2 ^ least(account.lockout_count - 1, 10), interval '60 minutes'
            );
        end if;
        update carwash.{{ AUTH_TABLE_PREFIX }}users as u
        set
            failed_login_attempts = account.failed_login_attempts,
            lockout_count = account.lockout_count,
            locked_until = account.locked_until,
            last_failed_login = now()
        where u.id = account.id;
    end if;

    insert into carwash.{{ AUTH_TABLE_PREFIX }}login_attempts (
        email, user_id, ip_address, user_agent, success, failure_reason
    )
    values (
        coalesce(address, ''),
        account.id,
        record_login_attempt.ip_address,
        record_login_attempt.user_agent,
        refusal is null,
        refusal
    );

    return query
    select
        refusal is null,
        account.id,
        refusal,
        case when account.locked_until > now() then account.locked_until end;
end;
$$;

comment on function carwash.record_login_attempt(text, boolean, inet, text, text)
is 'Counts and logs an attempt to sign in, with whether the password was right. One row: whether to let them in, whose '
'account it is, why not, and until when it is locked. Its transaction must be committed, also after a refusal.';
