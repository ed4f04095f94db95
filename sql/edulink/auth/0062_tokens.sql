-- auth/0062_tokens.sql
-- what: how the links and codes that were sent by mail are used up.
-- requires: auth/0032_password_reset_tokens.sql, auth/0034_email_verification_tokens.sql
-- why: asking whether a token is good and marking it as used are one statement, so that it works once even when it
--      comes twice at the same moment.

create function auth_schema.redeem_password_reset_token(token_hash text)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    owner_id uuid;
begin
    update auth_schema.password_reset_tokens as t
    set is_used = true, used_at = now()
    where t.token_hash = redeem_password_reset_token.token_hash and not t.is_used and t.expires_at > now()
    returning t.user_id into owner_id;
    return owner_id;
end;
$$;

create function auth_schema.verify_email(user_id uuid, token_hash text)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    token auth_schema.email_verification_tokens;
begin
    -- Only the newest counts: three tries for each of many codes would be many tries.
    select t.*
    into token
    from auth_schema.email_verification_tokens as t
    where t.user_id = verify_email.user_id
    order by t.created_at desc, t.id desc
    limit 1
    for update;

    if not found or token.is_used or token.expires_at <= now() or token.attempts >= 3 then
        return false;
    end if;

    if token.token_hash is distinct from verify_email.token_hash then
        update auth_schema.email_verification_tokens as t set attempts = t.attempts + 1 where t.id = token.id;
        return false;
    end if;

    update auth_schema.email_verification_tokens as t set is_used = true, used_at = now() where t.id = token.id;
    -- The address may have changed since the mail was sent.
    update auth_schema.users as u
    set is_email_verified = true, email_verified_at = now()
    where u.id = token.user_id and u.email = lower(token.email);
    return found;
end;
$$;

comment on function auth_schema.redeem_password_reset_token(text)
is 'Uses up a link to set a new password and returns its account; null if it is unknown, used or too old.';
comment on function auth_schema.verify_email(uuid, text)
is 'Uses up the newest link or code of an account and marks its address as verified; false if it is wrong, used, too '
'old or was missed three times.';
