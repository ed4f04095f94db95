-- auth/0110_user_events.sql
-- what: tells other features what became of an account.
-- requires: auth/0020_users.sql, auth/0080_access.sql, common/events/0062_publish.sql
-- why: from a trigger, so that no way of changing an account forgets it. Scripts from 0110 on stand on the access
--      functions (0080).

create function carwash.tg_{{ AUTH_TABLE_PREFIX }}users__publish_events()
returns trigger
language plpgsql
volatile
security definer -- writes the outbox, on which those who change accounts have no rights
set search_path = ''
as $$
declare
    id constant uuid not null := coalesce(new.id, old.id);
begin
    if common.is_migrating() then
        return null;
    end if;

    perform common.publish_event(
        'user', id::text, e.type, jsonb_build_object('user_id', id) || e.details, 'carwash/auth'
    )
    from (
        values
        ('UserRegistered', tg_op = 'INSERT', jsonb_build_object('email', new.email, 'role', new.role)),
        (
            'UserEmailVerified',
            tg_op = 'UPDATE' and new.email_verified and not old.email_verified,
            jsonb_build_object('email', new.email)
        ),
        (
            'UserAccountLocked',
            tg_op = 'UPDATE' and new.locked_until is not null and new.lockout_count > old.lockout_count,
            jsonb_build_object(
                'locked_until', new.locked_until,
                'attempt_count', new.failed_login_attempts,
                'lockout_count', new.lockout_count
            )
        ),
        (
            'UserPasswordChanged',
            tg_op = 'UPDATE' and new.password_changed_at is distinct from old.password_changed_at,
            jsonb_build_object('via_reset', coalesce(current_setting('carwash.via_reset', true), '') = 'on')
        ),
        ('UserLoggedIn', tg_op = 'UPDATE' and new.last_login is distinct from old.last_login, '{}'),
        (
            'UserRoleChanged',
            tg_op = 'UPDATE' and new.role <> old.role,
            jsonb_build_object(
                'old_role', old.role, 'new_role', new.role, 'changed_by', carwash.current_user_id()
            )
        ),
        ('UserDeleted', tg_op = 'DELETE', '{}')
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create trigger tg_500_publish_events
after insert or delete or update of
email_verified, locked_until, password_changed_at, last_login, role
on carwash.{{ AUTH_TABLE_PREFIX }}users
for each row execute function carwash.tg_{{ AUTH_TABLE_PREFIX }}users__publish_events();

comment on function carwash.tg_{{ AUTH_TABLE_PREFIX }}users__publish_events()
is 'Publishes UserRegistered, UserEmailVerified, UserAccountLocked, UserPasswordChanged, UserLoggedIn, UserRoleChanged '
'and UserDeleted; not while legacy rows come in.';
