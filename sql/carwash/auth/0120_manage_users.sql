-- auth/0120_manage_users.sql
-- what: what people do with the accounts of those whom they manage, and with their own sessions.
-- requires: auth/0062_sessions.sql, auth/0080_access.sql
-- why: who may depends on both people and on what the other becomes, which neither a policy nor a column grant can
--      say. Both rows are locked before it is decided: of two admins who dismiss each other at once, one stays.

create function carwash.may_change(user_id uuid)
returns boolean
language plpgsql
volatile
security invoker -- for the functions below, which run as their owner
set search_path = ''
as $$
declare
    me constant uuid := carwash.current_user_id();
begin
    -- Nobody who could not anyway gets to hold a lock.
    if not carwash.can_manage(me, may_change.user_id) then
        return false;
    end if;
    perform
    from carwash.{{ AUTH_TABLE_PREFIX }}users as u
    where u.id in (me, may_change.user_id)
    order by u.id
    for update;
    return carwash.can_manage(me, may_change.user_id);
end;
$$;

create function carwash.set_user_role(user_id uuid, role text)
returns boolean
language plpgsql
volatile
security definer -- nobody who signs in may write this column
set search_path = ''
as $$
begin
    if not carwash.may_change(set_user_role.user_id) then
        return false;
    end if;
    -- Nobody is raised to a manager's own level, or above, by a manager.
    if not (carwash.is_admin() or coalesce(set_user_role.role in ('washer', 'client'), false)) then
        return false;
    end if;
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set role = set_user_role.role
    where u.id = set_user_role.user_id;
    return found;
end;
$$;

create function carwash.set_user_active(user_id uuid, is_active boolean)
returns boolean
language plpgsql
volatile
security definer -- nobody who signs in may write this column
set search_path = ''
as $$
begin
    if not carwash.may_change(set_user_active.user_id) then
        return false;
    end if;
    update carwash.{{ AUTH_TABLE_PREFIX }}users as u
    set is_active = set_user_active.is_active
    where u.id = set_user_active.user_id;
    return found;
end;
$$;

create function carwash.delete_user(user_id uuid)
returns boolean
language plpgsql
volatile
security definer -- nobody who signs in may delete accounts
set search_path = ''
as $$
begin
    if not carwash.may_change(delete_user.user_id) then
        return false;
    end if;
    delete from carwash.{{ AUTH_TABLE_PREFIX }}users as u
    where u.id = delete_user.user_id;
    return found;
end;
$$;

create function carwash.sign_out(session_id uuid default null)
returns integer
language plpgsql
volatile
security definer -- nobody who signs in may write sessions
set search_path = ''
as $$
declare
    me constant uuid := carwash.current_user_id();
    ended integer;
begin
    if sign_out.session_id is null then
        return carwash.revoke_sessions(me);
    end if;

    perform from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = me for no key update;
    update carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as s
    set is_active = false
    from carwash.{{ AUTH_TABLE_PREFIX }}user_sessions as named
    where
        named.id = sign_out.session_id
        and named.user_id = me
        and s.user_id = me
        and (s.id = named.id or s.family_id = named.family_id)
        and s.is_active;
    get diagnostics ended = row_count;
    return ended;
end;
$$;

comment on function carwash.may_change(uuid)
is 'Whether the caller manages this user. If so, both stay as they are until the end of the transaction.';
comment on function carwash.set_user_role(uuid, text)
is 'Makes somebody whom the caller manages an admin, manager, washer or client; the first two only as an admin. '
'Whether it did.';
comment on function carwash.set_user_active(uuid, boolean)
is 'Switches the account of somebody whom the caller manages on, or off with all its sessions. Whether it did.';
comment on function carwash.delete_user(uuid)
is 'Deletes the account of somebody whom the caller manages; other features hear UserDeleted. Whether it did.';
comment on function carwash.sign_out(uuid)
is 'Ends a sign-in of the caller, named by one of its sessions, or all of them; says how many sessions ended.';
