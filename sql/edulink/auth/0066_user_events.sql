-- auth/0066_user_events.sql
-- what: tells other services what became of an account.
-- requires: auth/0020_users.sql, common/events/0062_publish.sql
-- why: from a trigger, so that no way of changing an account forgets it. Each change is told by one event: user.updated
--      is for what has no event of its own. Sign-ins, passwords and second factors' secrets concern nobody else.

create function auth_schema.tg_users__publish_events()
returns trigger
language plpgsql
volatile
security definer -- writes the outbox, on which those who change accounts have no rights
set search_path = ''
as $$
declare
    id constant uuid not null := coalesce(new.id, old.id);
    changes jsonb not null := '{}';
begin
    if common.is_migrating() then
        return null;
    end if;

    if tg_op = 'UPDATE' then
        select coalesce(jsonb_object_agg(c.key, c.after), '{}')
        into changes
        from (
            values
            ('email', to_jsonb(old.email), to_jsonb(new.email)),
            ('is_staff', to_jsonb(old.is_staff), to_jsonb(new.is_staff)),
            ('is_superuser', to_jsonb(old.is_superuser), to_jsonb(new.is_superuser)),
            ('two_factor_enabled', to_jsonb(old.two_factor_enabled), to_jsonb(new.two_factor_enabled)),
            -- Becoming verified and being deleted have events; the way back has none.
            ('is_email_verified', to_jsonb(true), to_jsonb(new.is_email_verified or not old.is_email_verified)),
            ('is_deleted', to_jsonb(true), to_jsonb(new.is_deleted or not old.is_deleted))
        ) as c (key, before, after)
        where c.before <> c.after;
    end if;

    perform common.publish_event(
        'user', id::text, e.type, jsonb_build_object('user_id', id) || e.details, 'edulink/auth'
    )
    from (
        values
        (
            'user.created',
            tg_op = 'INSERT',
            jsonb_build_object(
                'email', new.email,
                'role', new.role,
                'is_active', new.is_active,
                'is_email_verified', new.is_email_verified
            )
        ),
        ('user.updated', changes <> '{}', jsonb_build_object('changes', changes)),
        (
            'user.email_verified',
            tg_op = 'UPDATE' and new.is_email_verified and not old.is_email_verified,
            jsonb_build_object('email', new.email)
        ),
        (
            'user.role_changed',
            tg_op = 'UPDATE' and new.role <> old.role,
            jsonb_build_object('old_role', old.role, 'new_role', new.role)
        ),
        ('user.activated', tg_op = 'UPDATE' and new.is_active and not old.is_active, '{}'),
        ('user.deactivated', tg_op = 'UPDATE' and old.is_active and not new.is_active, '{}'),
        -- Once: an account marked as deleted may be removed later.
        (
            'user.deleted',
            tg_op <> 'INSERT' and not old.is_deleted and coalesce(new.is_deleted, true),
            '{}'
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create trigger tg_500_publish_events
after insert or delete or update of
email, role, is_active, is_email_verified, is_staff, is_superuser, two_factor_enabled, is_deleted
on auth_schema.users
for each row execute function auth_schema.tg_users__publish_events();

comment on function auth_schema.tg_users__publish_events()
is 'Publishes user.created, updated, deleted, activated, deactivated, email_verified and role_changed; not while '
'legacy rows come in.';
