-- auth/0080_access.sql
-- what: who is asking, what they are, and whom they may manage.
-- requires: auth/0020_users.sql
-- why: policies of every feature ask this, and a policy on the users that read the users would ask itself. What
--      somebody is comes from their row, never from the token: who was switched off has no right from that moment on.

create function carwash.current_user_id()
returns uuid
language plpgsql
stable
security definer -- its callers may not read whether an account is active
set search_path = ''
as $$
begin
    return (
        select u.id
        from carwash.{{ AUTH_TABLE_PREFIX }}users as u
        where u.id = common.current_user_id() and u.is_active
    );
end;
$$;

create function carwash.has_role(roles text[])
returns boolean
language plpgsql
stable
security definer -- its callers may not read every account
set search_path = ''
as $$
begin
    return exists (
        select from carwash.{{ AUTH_TABLE_PREFIX }}users as u
        where u.id = common.current_user_id() and u.is_active and u.role = any(has_role.roles)
    );
end;
$$;

create function carwash.is_admin()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return carwash.has_role('{admin}');
end;
$$;

create function carwash.is_manager()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return carwash.has_role('{manager,admin}');
end;
$$;

create function carwash.is_washer()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return carwash.has_role('{washer}');
end;
$$;

create function carwash.can_manage(actor uuid, subject uuid)
returns boolean
language plpgsql
stable
security definer -- it compares two accounts of which the caller may see none
set search_path = ''
as $$
begin
    -- Whom somebody manages is for themselves and their managers to know.
    if carwash.current_user_id() is distinct from can_manage.actor and not carwash.is_manager() then
        return false;
    end if;
    return exists (
        select
        from carwash.{{ AUTH_TABLE_PREFIX }}users as a
        join carwash.{{ AUTH_TABLE_PREFIX }}users as s on s.id = can_manage.subject
        where
            a.id = can_manage.actor
            and a.is_active
            and a.id <> s.id
            and (a.role = 'admin' or (a.role = 'manager' and s.role in ('washer', 'client')))
    );
end;
$$;

comment on function carwash.current_user_id()
is 'The signed-in user, if their account is active; null without one.';
comment on function carwash.has_role(text[]) is 'Whether the signed-in user is active and one of these.';
comment on function carwash.is_admin() is 'Whether the signed-in user is an active admin.';
comment on function carwash.is_manager() is 'Whether the signed-in user is an active manager or admin.';
comment on function carwash.is_washer() is 'Whether the signed-in user is an active washer.';
comment on function carwash.can_manage(uuid, uuid)
is 'Whether one user may manage another: an admin everybody, a manager washers and clients. False where the caller is '
'neither the first nor a manager.';
