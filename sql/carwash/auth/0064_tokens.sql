-- auth/0064_tokens.sql
-- what: the links that are mailed to show that an address is theirs and to set a new password, and how that is set.
-- requires: auth/0062_sessions.sql
-- why: asking whether a token is good and using it up are one statement, so that it works once even when it comes twice
--      at the same moment. Functions get the SHA-256 of a token and never the token. A new password ends the sessions:
--      whoever knew the old one may have opened some.

create function carwash.require_token_hash(token_hash text)
returns void
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
    if coalesce(require_token_hash.token_hash, '') !~ '^[0-9a-f]{64}$' then
        -- Without the value: it may be the token itself, and messages are logged.
        raise exception 'this is not the SHA-256 of a token in lower-case hex' using errcode = 'check_violation';
    end if;
end;
$$;

create function carwash.request_email_verification(user_id uuid, token_hash text)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    perform carwash.require_token_hash(request_email_verification.token_hash);
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set
        email_verification_token = request_email_verification.token_hash,
        email_verification_expires = now() + interval '24 hours'
    where u.id = request_email_verification.user_id and u.is_active and not u.email_verified;
    return found;
end;
$$;

create function carwash.verify_email(token_hash text)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    verified uuid;
begin
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set
        email_verified = true,
        email_verified_at = now(),
        email_verification_token = null,
        email_verification_expires = null
    where
        u.email_verification_token = verify_email.token_hash
        and u.email_verification_expires > now()
        and u.is_active
        and not u.email_verified
    returning u.id into verified;
    return verified;
end;
$$;

create function carwash.request_password_reset(email text, token_hash text)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    requested uuid;
begin
    perform carwash.require_token_hash(request_password_reset.token_hash);
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set
        password_reset_token = request_password_reset.token_hash,
        password_reset_expires = now() + interval '2 hours',
        password_reset_requested_at = now()
    where u.email = lower(btrim(request_password_reset.email)) and u.is_active
    returning u.id into requested;
    return requested;
end;
$$;

create function carwash.reset_password(token_hash text, password_hash text, password_format text)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    changed uuid;
begin
    -- The event of the change says so; see 0110.
    perform set_config('carwash.via_reset', 'on', true);
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set
        password_hash = reset_password.password_hash,
        password_format = reset_password.password_format,
        password_changed_at = clock_timestamp(),
        must_reset_password = false,
        password_reset_token = null,
        password_reset_expires = null,
        -- Whoever can read the mail is not the one who guessed.
        failed_login_attempts = 0,
        lockout_count = 0,
        locked_until = null
    where
        u.password_reset_token = reset_password.token_hash
        and u.password_reset_expires > now()
        and u.is_active
    returning u.id into changed;
    perform set_config('carwash.via_reset', '', true);

    perform carwash.revoke_sessions(changed);
    return changed;
end;
$$;

create function carwash.change_password(
    user_id uuid, password_hash text, password_format text, except_session uuid default null
)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set
        password_hash = change_password.password_hash,
        password_format = change_password.password_format,
        password_changed_at = clock_timestamp(),
        must_reset_password = false,
        password_reset_token = null,
        password_reset_expires = null
    where u.id = change_password.user_id and u.is_active;
    if not found then
        return false;
    end if;

    perform carwash.revoke_sessions(change_password.user_id, change_password.except_session);
    return true;
end;
$$;

comment on function carwash.require_token_hash(text) is 'Raises if a text cannot be the SHA-256 of a token.';
comment on function carwash.request_email_verification(uuid, text)
is 'Notes the token of a mail that asks whether an address is theirs, good for a day, in place of any before. False if '
'there is nothing to verify.';
comment on function carwash.verify_email(text)
is 'Uses up such a token and returns whose address it has shown; null if it is unknown, used or too old.';
comment on function carwash.request_password_reset(text, text)
is 'Notes the token of a mail that sets a new password, good for two hours, in place of any before. Returns the '
'account; null if there is none to sign in to, which the caller must not tell.';
comment on function carwash.reset_password(text, text, text)
is 'Uses up such a token, sets the new hash, ends the lock and all sessions, and returns the account; null if the '
'token is unknown, used or too old.';
comment on function carwash.change_password(uuid, text, text, uuid)
is 'Sets the hash of a newly chosen password and ends all sessions but the one that is named; false if the account is '
'unknown or inactive. The caller has seen the old password.';
