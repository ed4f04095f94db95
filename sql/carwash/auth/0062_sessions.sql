-- auth/0062_sessions.sql
-- what: how refresh tokens are given out, exchanged for the next one, and ended.
-- requires: auth/0020_users.sql, auth/0030_user_sessions.sql
-- why: a token works once. Each function locks the account before it looks at its sessions, so that two sign-ins at
--      the same moment are counted one after the other, a token that comes twice at the same moment works once, and no
--      session is opened behind the back of whoever ends them all. Nothing is raised when a token is refused: that
--      would undo what the refusal does.

create function carwash.revoke_sessions(user_id uuid, except_session uuid default null)
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    revoked integer;
begin
    perform from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = revoke_sessions.user_id for no key update;

    update carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    set is_active = false
    where s.user_id = revoke_sessions.user_id and s.is_active and s.id is distinct from revoke_sessions.except_session;
    get diagnostics revoked = row_count;
    return revoked;
end;
$$;

create function carwash.open_session(
    user_id uuid,
    session_token text,
    device_info jsonb default null,
    ip_address inet default null,
    user_agent text default null
)
returns uuid
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    max_sessions constant integer not null := 5;
    opened uuid;
begin
    perform
    from carwash.{{ AUTH_TABLE_PREFIX }}users as u
    where u.id = open_session.user_id and u.is_active and coalesce(u.locked_until, '-infinity') <= now()
    for no key update;
    if not found then
        return null;
    end if;

    -- Room for one more: the oldest go.
    update carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    set is_active = false
    where s.id in (
        select old.id
        from carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as old
        where old.user_id = open_session.user_id and old.is_active and old.expires_at > now()
        order by old.created_at desc, old.id desc
        offset max_sessions - 1
    );

    insert into carwash.{{ AUTH_TABLE_PREFIX }}user_sessions (
        user_id,
        session_token,
        family_id,
        device_info,
        ip_address,
        user_agent,
        created_at,
        last_activity,
        expires_at
    )
    values (
        open_session.user_id,
        open_session.session_token,
        gen_random_uuid()::text,
        open_session.device_info,
        open_session.ip_address,
        open_session.user_agent,
        clock_timestamp(), -- two in one transaction have an order, too
        clock_timestamp(),
        now() + interval '7 days'
    )
    returning id into opened;
    return opened;
end;
$$;

create function carwash.rotate_session(
    session_token text, next_token text, ip_address inet default null, user_agent text default null
)
returns table (outcome text, user_id uuid, session_id uuid)
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    account carwash.{{ AUTH_TABLE_PREFIX }}users;
    used carwash.{{ AUTH_TABLE_PREFIX }}user_sessions;
    opened uuid;
begin
    select u.*
    into account
    from carwash.{{ AUTH_TABLE_PREFIX }}users as u
    where u.id = (
        select s.user_id
        from carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
        where s.session_token = rotate_session.session_token
    )
    for no key update;
    -- Read after the lock: whoever held it may have used the same token.
    select s.*
    into used
    from carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    where s.session_token = rotate_session.session_token
    for no key update;
    if used.id is null or account.id is null then
        return query select 'unknown', null::uuid, null::uuid;
        return;
    end if;

    if not used.is_active then
        -- Somebody has it who should not. Whether that is who comes now or who came first, nobody can tell.
        update carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
        set is_active = false
        where s.user_id = used.user_id and s.family_id = used.family_id and s.is_active;
        return query select 'reused', used.user_id, null::uuid;
        return;
    end if;

    -- An old one that was alone begins a family.
    update carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    set is_active = false, last_activity = clock_timestamp(), family_id = coalesce(s.family_id, s.id::text)
    where s.id = used.id
    returning s.* into used;

    if used.expires_at <= now() then
        return query select 'expired', used.user_id, null::uuid;
        return;
    end if;
    if not account.is_active then
        return query select 'inactive', used.user_id, null::uuid;
        return;
    end if;

    insert into carwash.{{ AUTH_TABLE_PREFIX }}user_sessions (
        user_id,
        session_token,
        family_id,
        device_info,
        ip_address,
        user_agent,
        created_at,
        last_activity,
        expires_at
    )
    values (
        used.user_id,
        rotate_session.next_token,
        used.family_id,
        used.device_info,
        coalesce(rotate_session.ip_address, used.ip_address),
        coalesce(rotate_session.user_agent, used.user_agent),
        clock_timestamp(),
        clock_timestamp(),
        now() + interval '7 days'
    )
    returning id into opened;
    return query select 'rotated', used.user_id, opened;
end;
$$;

create function carwash.revoke_session(session_token text)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    ended carwash.{{ AUTH_TABLE_PREFIX }}user_sessions;
begin
    select s.*
    into ended
    from carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    where s.session_token = revoke_session.session_token;
    perform from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = ended.user_id for no key update;

    -- It may have been exchanged a moment ago: signing out ends what came of it.
    update carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    set is_active = false
    where s.user_id = ended.user_id and (s.id = ended.id or s.family_id = ended.family_id) and s.is_active;
    return found;
end;
$$;

create function carwash.tg_{{ AUTH_TABLE_PREFIX }}users__end_sessions()
returns trigger
language plpgsql
volatile
security definer -- whoever switches an account off may not see its sessions
set search_path = ''
as $$
begin
    perform carwash.revoke_sessions(new.id);
    return null;
end;
$$;

create trigger tg_400_end_sessions
after update of is_active on carwash.{{ AUTH_TABLE_PREFIX }}users
for each row
when (old.is_active and not new.is_active)
execute function carwash.tg_{{ AUTH_TABLE_PREFIX }}users__end_sessions();

comment on function carwash.revoke_sessions(uuid, uuid)
is 'Ends all sessions of a user, but for one if it is named; says how many.';
comment on function carwash.open_session(uuid, text, jsonb, inet, text)
is 'Notes the SHA-256 of the first refresh token of a sign-in, good for a week, and returns the session. Of more than '
'five the oldest end. Null if the account is unknown, inactive or locked.';
comment on function carwash.rotate_session(text, text, inet, text)
is 'Exchanges a refresh token for the next one, both as SHA-256. One row: rotated, with the new session; or unknown, '
'expired, inactive, or reused: it was used or ended before, and its whole family is ended now. Its transaction must be '
'committed, also after a refusal.';
comment on function carwash.revoke_session(text)
is 'Ends the sign-in that a refresh token (as SHA-256) goes back to; false if it is unknown or had ended.';
comment on function carwash.tg_{{ AUTH_TABLE_PREFIX }}users__end_sessions()
is 'Ends the sessions of an account that is switched off.';
