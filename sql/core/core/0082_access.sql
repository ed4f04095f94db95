-- core/0082_access.sql
-- what: what the signed-in user may do, for policies and for clients.
-- requires: core/0080_permissions.sql
-- why: the claims say who asks and in which tenant; whether that is still so is looked up. On one Postgres
--      core.access() does it, for every statement. On Citus a policy runs on the node of the row, where it may read no
--      table: there core.pre_request() (0086) has looked it up before the request, and put it into the claims.

create function core.claimed_tenant()
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return common.to_uuid(common.app_metadata() ->> 'tenant_id');
end;
$$;

create function core.access()
returns jsonb
language plpgsql
stable
{% if engine == "citus" %}
security invoker
set search_path = ''
as $$
begin
    return coalesce(common.app_metadata() -> 'core_access', '{}');
end;
$$;
{% else %}
security definer -- asks about the caller what callers may not ask about others
set search_path = ''
as $$
begin
    return core.access_of(core.claimed_tenant(), common.current_user_id());
end;
$$;
{% endif %}

create function core.current_tenant()
returns uuid
language plpgsql
stable
security definer -- core.access is for this schema
set search_path = ''
as $$
begin
    return common.to_uuid(core.access() ->> 'tenant_id');
end;
$$;

create function core.current_user_id()
returns uuid
language plpgsql
stable
security definer -- core.access is for this schema
set search_path = ''
as $$
begin
    return common.to_uuid(core.access() ->> 'user_id');
end;
$$;

create function core.current_rank()
returns integer
language plpgsql
stable
security definer -- core.access is for this schema
set search_path = ''
as $$
begin
    return (core.access() ->> 'rank')::integer;
end;
$$;

create function core.tenants_with(permission text)
returns uuid[]
language plpgsql
stable
security definer -- core.access is for this schema
set search_path = ''
as $$
declare
    access constant jsonb not null := core.access();
    scopes text[];
begin
    scopes := array(
        select p.scope
        from jsonb_to_recordset(access -> 'permissions') as p (name text, scope text)
        where core.permission_covers(p.name, tenants_with.permission)
    );
    if 'global' = any (scopes) and tenants_with.permission like 'read:%' and access -> 'open_tenants' <> '[]' then
        return array(select t.id::uuid from jsonb_array_elements_text(access -> 'open_tenants') as t (id));
    elsif scopes && '{tenant,global}' then
        return array[(access ->> 'tenant_id')::uuid];
    end if;
    return '{}'::uuid[];
end;
$$;

create function core.has_permission(name text)
returns boolean
language plpgsql
stable
security definer -- core.access is for this schema
set search_path = ''
as $$
begin
    return exists (
        select from jsonb_to_recordset(core.access() -> 'permissions') as p (name text)
        where core.permission_covers(p.name, has_permission.name)
    );
end;
$$;

create function core.effective_permissions()
returns table (permission text, scope text)
language plpgsql
stable
security definer -- core.access is for this schema
set search_path = ''
as $$
begin
    return query
    select p.name, p.scope
    from jsonb_to_recordset(core.access() -> 'permissions') as p (name text, scope text)
    order by p.name;
end;
$$;

comment on function core.claimed_tenant()
is 'The tenant that the claims name, whether or not anybody is a user of it; null without one.';
comment on function core.access()
is 'What the signed-in user may do, as core.access_of says it; an empty object unless they are an active user of the '
'active tenant that their claims name.';
comment on function core.current_tenant()
is 'The tenant of the signed-in user; null unless they are an active user of it and it is active.';
comment on function core.current_user_id()
is 'The signed-in user; null unless they are an active user of their tenant.';
comment on function core.current_rank() is 'Highest level of the roles of the signed-in user; -1 without a role.';
comment on function core.tenants_with(text)
is 'Tenants in which the signed-in user has this permission for more than their own rows: theirs, or none; to read, '
'all those that somebody of the operator has opened.';
comment on function core.has_permission(text)
is 'Whether the signed-in user has this permission, for their own rows at least.';
comment on function core.effective_permissions()
is 'Permissions of the signed-in user, each with how far it reaches: self, tenant or global.';
