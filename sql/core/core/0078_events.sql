-- core/0078_events.sql
-- what: tells other services what became of users, roles, permissions, credentials and connected accounts.
-- requires: core/0076_publish.sql
-- why: from triggers, so that no way of changing a row forgets it. Each change is told by one event: *.updated is for
--      what has no event of its own. No event has a secret in it, sealed or not. A row that is switched off is deleted
--      to everybody else; one that is switched on again is told as updated.

create function core.tg_users__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who change the row may not do
set search_path = ''
as $$
declare
    -- Of no named type: on a node of Citus it is a row of a shard.
    subject constant record not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
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
            ('full_name', to_jsonb(old.full_name), to_jsonb(new.full_name)),
            ('username', to_jsonb(old.username), to_jsonb(new.username)),
            ('phone', to_jsonb(old.phone), to_jsonb(new.phone)),
            ('is_internal', to_jsonb(old.is_internal), to_jsonb(new.is_internal)),
            ('mfa_enabled', to_jsonb(old.mfa_enabled), to_jsonb(new.mfa_enabled))
        ) as c (key, before, after)
        where c.before is distinct from c.after;
        -- Being verified and being switched off have events; the way back has none.
        if old.is_verified and not new.is_verified then
            changes := changes || '{"is_verified": false}';
        end if;
        if new.is_active and not old.is_active then
            changes := changes || '{"is_active": true}';
        end if;
        if new.metadata <> old.metadata then
            changes := changes || jsonb_build_object('metadata', core.without_secrets(new.metadata));
        end if;
    end if;

    perform core.publish(subject.tenant_id, e.type, jsonb_build_object('user_id', subject.id) || e.details)
    from (
        values
        (
            'core.user.created',
            tg_op = 'INSERT',
            jsonb_build_object(
                'email', subject.email,
                'is_internal', subject.is_internal,
                'metadata', core.without_secrets(subject.metadata)
            )
        ),
        (
            'core.user.updated',
            changes <> '{}',
            jsonb_build_object('changes', changes, 'updated_by', common.current_user_id())
        ),
        (
            'core.user.deleted',
            was_active and not is_active,
            '{}'
        ),
        (
            'core.user.verified',
            subject.is_verified and tg_op = 'UPDATE' and not old.is_verified,
            '{}'
        ),
        (
            'core.user.logged_in',
            tg_op = 'UPDATE' and subject.last_login > coalesce(old.last_login, '-infinity'),
            jsonb_build_object('last_login', subject.last_login)
        ),
        (
            'core.user.locked',
            tg_op = 'UPDATE' and subject.locked_until > coalesce(old.locked_until, '-infinity'),
            jsonb_build_object('locked_until', subject.locked_until)
        ),
        (
            'core.user.unlocked',
            tg_op = 'UPDATE' and subject.locked_until is null and old.locked_until is not null,
            '{}'
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create function core.tg_roles__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who change the row may not do
set search_path = ''
as $$
declare
    -- Of no named type: on a node of Citus it is a row of a shard.
    subject constant record not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
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
            ('name', to_jsonb(old.name), to_jsonb(new.name)),
            ('display_name', to_jsonb(old.display_name), to_jsonb(new.display_name)),
            ('description', to_jsonb(old.description), to_jsonb(new.description)),
            ('scopes', to_jsonb(old.scopes), to_jsonb(new.scopes))
        ) as c (key, before, after)
        where c.before is distinct from c.after;
    end if;

    perform core.publish(subject.tenant_id, e.type, jsonb_build_object('role_id', subject.id, 'name', subject.name) || e.details)
    from (
        values
        (
            'core.role.created',
            tg_op = 'INSERT',
            '{}'
        ),
        (
            'core.role.updated',
            changes <> '{}',
            jsonb_build_object('changes', changes, 'updated_by', common.current_user_id())
        ),
        (
            'core.role.deleted',
            was_active and not is_active,
            '{}'
        ),
        (
            'core.role.hierarchy.changed',
            tg_op = 'UPDATE'
            and (old.parent_role_id, old.hierarchy_level) is distinct from (
                subject.parent_role_id, subject.hierarchy_level
            ),
            jsonb_build_object('parent_role_id', subject.parent_role_id, 'hierarchy_level', subject.hierarchy_level)
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create function core.tg_role_bindings__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who change the row may not do
set search_path = ''
as $$
declare
    -- Of no named type: on a node of Citus it is a row of a shard.
    subject constant record not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
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
            ('expires_at', to_jsonb(old.expires_at), to_jsonb(new.expires_at)),
            ('conditions', to_jsonb(old.conditions), to_jsonb(new.conditions))
        ) as c (key, before, after)
        where c.before is distinct from c.after;
    end if;

    perform core.publish(subject.tenant_id, e.type, jsonb_build_object('role_id', subject.role_id, 'user_id', subject.user_id) || e.details)
    from (
        values
        (
            'core.role.assigned',
            is_active and not was_active,
            jsonb_build_object('assigned_by', subject.assigned_by, 'expires_at', subject.expires_at)
        ),
        (
            'core.role.revoked',
            was_active and not is_active,
            jsonb_build_object('revoked_by', common.current_user_id())
        ),
        (
            'core.role.updated',
            changes <> '{}',
            jsonb_build_object('changes', changes, 'updated_by', common.current_user_id())
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create function core.tg_permissions__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who change the row may not do
set search_path = ''
as $$
declare
    -- Of no named type: on a node of Citus it is a row of a shard.
    subject constant record not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
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
            ('name', to_jsonb(old.name), to_jsonb(new.name)),
            ('description', to_jsonb(old.description), to_jsonb(new.description)),
            ('resource', to_jsonb(old.resource), to_jsonb(new.resource)),
            ('action', to_jsonb(old.action), to_jsonb(new.action)),
            ('scopes', to_jsonb(old.scopes), to_jsonb(new.scopes))
        ) as c (key, before, after)
        where c.before is distinct from c.after;
    end if;

    perform core.publish(subject.tenant_id, e.type, jsonb_build_object('permission_id', subject.id, 'name', subject.name) || e.details)
    from (
        values
        (
            'core.permission.created',
            tg_op = 'INSERT',
            '{}'
        ),
        (
            'core.permission.updated',
            changes <> '{}',
            jsonb_build_object('changes', changes, 'updated_by', common.current_user_id())
        ),
        (
            'core.permission.deleted',
            was_active and not is_active,
            '{}'
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create function core.tg_platform_credentials__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who change the row may not do
set search_path = ''
as $$
declare
    -- Of no named type: on a node of Citus it is a row of a shard.
    subject constant record not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
begin
    if common.is_migrating() then
        return null;
    end if;

    perform core.publish(subject.tenant_id, e.type, jsonb_build_object(
            'credential_id', subject.id, 'platform_id', subject.platform_id, 'user_id', subject.user_id
        ) || e.details)
    from (
        values
        (
            'core.credential.stored',
            tg_op = 'INSERT',
            '{}'
        ),
        (
            'core.credential.rotated',
            tg_op = 'UPDATE'
            and (old.secret_enc, old.access_token_enc, old.refresh_token_enc) is distinct from (
                subject.secret_enc, subject.access_token_enc, subject.refresh_token_enc
            ),
            jsonb_build_object('key_id', common.sealed_key_id(subject.secret_enc))
        ),
        (
            'core.credential.revoked',
            was_active and not is_active,
            '{}'
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

create function core.tg_user_platform_bindings__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who change the row may not do
set search_path = ''
as $$
declare
    -- Of no named type: on a node of Citus it is a row of a shard.
    subject constant record not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
begin
    if common.is_migrating() then
        return null;
    end if;

    perform core.publish(subject.tenant_id, e.type, jsonb_build_object(
            'binding_id', subject.id,
            'user_id', subject.user_id,
            'platform_id', subject.platform_id,
            'service', subject.service
        ) || e.details)
    from (
        values
        (
            'core.user_platform.binding_created',
            is_active and not was_active,
            '{}'
        ),
        (
            'core.user_platform.sync_status_updated',
            tg_op = 'UPDATE' and old.sync_status <> subject.sync_status,
            jsonb_build_object('sync_status', subject.sync_status)
        ),
        (
            'core.user_platform.binding_deactivated',
            was_active and not is_active,
            '{}'
        )
    ) as e (type, is_due, details)
    where e.is_due;
    return null;
end;
$$;

-- Who was let in where, and who was not, is told too; what else is in the audit trail concerns nobody else.
create function core.tg_audit_events__publish_events()
returns trigger
language plpgsql
volatile
security definer -- publishes, which those who write the entry may not do
set search_path = ''
as $$
begin
    if not common.is_migrating() then
        perform core.publish(
            new.tenant_id,
            'core.' || new.event_type,
            jsonb_build_object(
                'user_id', new.actor_user_id, 'entity', new.entity, 'entity_id', new.entity_id
            )
        );
    end if;
    return null;
end;
$$;

create trigger tg_500_publish_events
after insert or delete or update of
email, full_name, username, phone, is_internal, is_verified, last_login, locked_until, mfa_enabled, is_active,
metadata
on core.users
for each row execute function core.tg_users__publish_events();

create trigger tg_500_publish_events
after insert or delete or update of
name, display_name, description, scopes, hierarchy_level, parent_role_id, is_active
on core.roles
for each row execute function core.tg_roles__publish_events();

create trigger tg_500_publish_events
after insert or delete or update of
expires_at, conditions, is_active
on core.role_bindings
for each row execute function core.tg_role_bindings__publish_events();

create trigger tg_500_publish_events
after insert or delete or update of
name, description, resource, action, scopes, is_active
on core.permissions
for each row execute function core.tg_permissions__publish_events();

create trigger tg_500_publish_events
after insert or delete or update of
secret_enc, access_token_enc, refresh_token_enc, is_active
on core.platform_credentials
for each row execute function core.tg_platform_credentials__publish_events();

create trigger tg_500_publish_events
after insert or delete or update of
sync_status, is_active
on core.user_platform_bindings
for each row execute function core.tg_user_platform_bindings__publish_events();

create trigger tg_500_publish_events
after insert on core.audit_events
for each row
when (new.event_type in ('access.granted', 'access.denied'))
execute function core.tg_audit_events__publish_events();

comment on function core.tg_users__publish_events()
is 'Publishes core.user.created, updated, deleted, verified, logged_in, locked and unlocked.';
comment on function core.tg_roles__publish_events()
is 'Publishes core.role.created, updated, deleted and hierarchy.changed.';
comment on function core.tg_role_bindings__publish_events()
is 'Publishes core.role.assigned and revoked, and updated if a binding has other terms.';
comment on function core.tg_permissions__publish_events() is 'Publishes core.permission.created, updated and deleted.';
comment on function core.tg_platform_credentials__publish_events()
is 'Publishes core.credential.stored, rotated and revoked; never with what is in them.';
comment on function core.tg_user_platform_bindings__publish_events()
is 'Publishes core.user_platform.binding_created, sync_status_updated and binding_deactivated.';
comment on function core.tg_audit_events__publish_events() is 'Publishes core.access.granted and core.access.denied.';
