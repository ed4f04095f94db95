-- core/0080_permissions.sql
-- what: what a user may do: through which roles, how far, and since when.
-- requires: core/0068_system_roles.sql
-- why: a binding counts while it is active, not expired, and its conditions hold; a role has what its parents have.
--      Only what stands here is read from conditions, and anything else makes a binding worth nothing: a condition that
--      nobody checks must not pass for one that holds.

create function core.conditions_hold(conditions jsonb, has_second_factor boolean)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    moment constant timestamp not null := now() at time zone 'UTC';
    item record;
    holds boolean;
begin
    if conditions_hold.conditions = '{}' then
        return true;
    end if;
    for item in
        select c.key, c.value, c.value #>> '{}' as text_value
        from jsonb_each(conditions_hold.conditions) as c (key, value)
    loop
        -- A value of another kind than it should be is null here, or raises; neither holds.
        holds := case item.key
            when 'mfa' then item.value = 'false' or (item.value = 'true' and conditions_hold.has_second_factor)
            when 'not_before' then jsonb_typeof(item.value) = 'string' and now() >= item.text_value::timestamptz
            when 'not_after' then jsonb_typeof(item.value) = 'string' and now() < item.text_value::timestamptz
            when 'weekdays' then
                jsonb_typeof(item.value) = 'array'
                and item.value @> to_jsonb(extract(isodow from moment)::integer)
            when 'from' then jsonb_typeof(item.value) = 'string' and moment::time >= item.text_value::time
            when 'until' then jsonb_typeof(item.value) = 'string' and moment::time < item.text_value::time
            else false
        end;
        if holds is not true then
            return false;
        end if;
    end loop;
    return true;
exception
    when data_exception then
        return false;
end;
$$;

create function core.permission_covers(held text, wanted text)
returns boolean
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return held = wanted
        or held = 'all:*'
        -- A permission's name has letters, _, a colon, dots and stars; of these only two mean more than themselves.
        or (
            held like '%*%'
            and wanted ~ ('^' || replace(replace(held, '.', '[.]'), '*', '[a-z_.*]+') || '$')
        );
end;
$$;

-- 1 self, 2 tenant, 3 global; null if the list names none.
create function core.widest_scope(scopes jsonb)
returns integer
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return case
        when scopes ? 'global' then 3
        when scopes ? 'tenant' then 2
        when scopes ? 'self' then 1
    end;
end;
$$;

create function core.operator_tenant_id()
returns uuid
language plpgsql
immutable
parallel safe
security invoker
set search_path = ''
as $$
begin
    return '00000000-0000-4000-8000-000000000001'::uuid; -- seeds/core/0010_operator.sql
end;
$$;

create function core.access_of(tenant_id uuid, user_id uuid)
returns jsonb
language plpgsql
stable
security definer -- reads what users may not, for those who ask for somebody's access
set search_path = ''
as $$
declare
    asked_tenant constant uuid := access_of.tenant_id;
    asked_user constant uuid := access_of.user_id;
    who record;
    permissions jsonb;
    own_rank integer;
    open_tenants jsonb;
begin
    select u.is_internal, u.mfa_enabled
    into who
    from core.users as u
    join core.tenants as t on t.id = u.tenant_id
    where
        u.tenant_id = asked_tenant and t.id = asked_tenant and u.id = asked_user
        and u.is_active and t.is_active and t.status = 'active';
    if not found then
        return '{}'::jsonb;
    end if;

    -- A role and all above it. `union` ends it even if there were a circle.
    with recursive held (role_id, parent_role_id, level, scopes) as (
        select r.id, r.parent_role_id, r.hierarchy_level, r.scopes
        from core.role_bindings as b
        join core.roles as r on r.tenant_id = b.tenant_id and r.id = b.role_id
        where
            b.tenant_id = asked_tenant and r.tenant_id = asked_tenant and b.user_id = asked_user
            and b.is_active and r.is_active
            and (b.expires_at is null or b.expires_at > now())
            and core.conditions_hold(b.conditions, who.mfa_enabled)
        union
        select r.id, r.parent_role_id, r.hierarchy_level, r.scopes
        from held as h
        join core.roles as r on r.id = h.parent_role_id
        where r.tenant_id = asked_tenant and r.is_active
    ),

    granted as (
        select
            p.name,
            max(
                least(
                    -- A role that names no scope reaches its user's own rows; global is for the operator's own people.
                    coalesce(core.widest_scope(h.scopes), 1),
                    coalesce(core.widest_scope(p.scopes), 3),
                    case when who.is_internal and asked_tenant = core.operator_tenant_id() then 3 else 2 end
                )
            ) as reach
        from held as h
        join core.permission_bindings as b on b.role_id = h.role_id
        join core.permissions as p on p.tenant_id = b.tenant_id and p.id = b.permission_id
        where b.tenant_id = asked_tenant and p.tenant_id = asked_tenant and b.is_active and p.is_active
        group by p.name
    )

    select
        (select max(h.level) from held as h),
        (
            select jsonb_agg(
                jsonb_build_object('name', g.name, 'scope', (array['self', 'tenant', 'global'])[g.reach])
                order by g.name
            )
            from granted as g
        )
    into own_rank, permissions;

    -- Global reading has to be opened (0084), which leaves an entry in the audit trail; here is where that is asked for.
    if permissions @> '[{"scope": "global"}]' then
        perform 1
        from core.audit_events as a
        where
            a.tenant_id = asked_tenant
            and a.actor_user_id = asked_user
            and a.event_type = 'access.granted'
            and a.entity = 'platform'
            and a.occurred_at between now() - interval '1 hour' and now();
        if found then
            select jsonb_agg(t.id) into open_tenants from core.tenants as t;
        end if;
    end if;

    return jsonb_build_object(
        'tenant_id', asked_tenant,
        'user_id', asked_user,
        'rank', coalesce(own_rank, -1),
        'permissions', coalesce(permissions, '[]'),
        'open_tenants', coalesce(open_tenants, '[]')
    );
end;
$$;

comment on function core.conditions_hold(jsonb, boolean)
is 'Whether the conditions of a binding hold now: mfa, not_before, not_after, weekdays, from, until; others do not.';
comment on function core.permission_covers(text, text) is 'Whether who holds the one permission may do the other.';
comment on function core.widest_scope(jsonb)
is 'How far a list of scopes reaches: 1 self, 2 tenant, 3 global, else null.';
comment on function core.operator_tenant_id() is 'The tenant of those who run the platform.';
comment on function core.access_of(uuid, uuid)
is 'Tenant, user, rank and permissions of an active user of an active tenant, and the tenants that they have opened; '
'an empty object for anybody else.';
