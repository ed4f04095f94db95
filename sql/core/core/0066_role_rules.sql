-- core/0066_role_rules.sql
-- what: no circles among roles; system roles stay as they are; nobody hands out more than they have.
-- requires: core/0060_rows.sql
-- why: who may write roles could otherwise give themselves everything: by a binding to a higher role, by a parent for a
--      role that they have, or by a permission for it. A service that acts for nobody is not held to a rank.

create function core.is_api_caller()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    -- Not current_user: triggers that ask this run as their owner. On a node of Citus the session itself is the user's.
    acting_role text not null := current_setting('role');
begin
    if acting_role = 'none' then
        acting_role := session_user;
    end if;
    return acting_role in ('anon', 'authenticated');
end;
$$;

-- Up the parents, one query each: there are few, and a query that calls itself is not for every engine.
create function core.role_rank(tenant_id uuid, role_id uuid)
returns integer
language plpgsql
stable
security invoker -- for the triggers below, which run as the owner
set search_path = ''
as $$
declare
    at_role uuid := role_rank.role_id;
    seen uuid[] not null := array[]::uuid[];
    level integer;
    highest integer;
begin
    while at_role is not null and at_role <> all (seen) loop
        seen := seen || at_role;
        select r.hierarchy_level, r.parent_role_id
        into level, at_role
        from core.roles as r
        where r.tenant_id = role_rank.tenant_id and r.id = at_role;
        highest := greatest(highest, level);
    end loop;
    return highest;
end;
$$;

create function core.tg_roles__forbid_circle()
returns trigger
language plpgsql
volatile
security definer -- follows roles that the one who writes may not see
set search_path = ''
as $$
declare
    ancestor uuid := new.parent_role_id;
    seen uuid[] not null := array[new.id];
begin
    if ancestor is null then
        return null;
    end if;
    -- Two that connect two roles both ways at the same moment: the second waits here, and then sees the first.
    perform 1 from core.tenants as t where t.id = new.tenant_id for no key update;
    while ancestor is not null loop
        if ancestor = any (seen) then
            raise exception 'a role cannot be its own ancestor'
            using
                errcode = 'check_violation',
                schema = 'core',
                table = 'roles',
                column = 'parent_role_id',
                hint = 'Choose a parent that does not descend from this role.';
        end if;
        seen := seen || ancestor;
        select r.parent_role_id into ancestor
        from core.roles as r
        where r.tenant_id = new.tenant_id and r.id = ancestor;
    end loop;
    return null;
end;
$$;

-- For everybody but the owner of the table: the platform changes its roles by scripts, and a tenant that goes takes
-- them along.
create function core.tg_roles__protect_system()
returns trigger
language plpgsql
volatile
security invoker -- must see who is really changing the row
set search_path = ''
as $$
declare
    table_owner oid;
begin
    if not (tg_op <> 'INSERT' and old.is_system or tg_op <> 'DELETE' and new.is_system) then
        return coalesce(new, old);
    end if;
    select c.relowner into table_owner from pg_class as c where c.oid = tg_relid;
    if current_user = pg_get_userbyid(table_owner) then
        return coalesce(new, old);
    end if;
    raise exception 'system roles cannot be made, changed or deleted'
    using
        errcode = 'insufficient_privilege',
        schema = 'core',
        table = 'roles',
        hint = 'Make a role of your own, with the system role as its parent.';
end;
$$;

create function core.tg_permission_bindings__protect_system()
returns trigger
language plpgsql
volatile
security invoker -- must see who is really changing the row
set search_path = ''
as $$
declare
    table_owner oid;
begin
    select c.relowner into table_owner from pg_class as c where c.oid = tg_relid;
    if current_user = pg_get_userbyid(table_owner) then
        return coalesce(new, old);
    end if;
    -- A role that the caller cannot see is as good as protected.
    perform 1
    from core.roles as r
    where
        r.tenant_id = coalesce(new.tenant_id, old.tenant_id)
        and r.id = coalesce(new.role_id, old.role_id)
        and not r.is_system;
    if found then
        return coalesce(new, old);
    end if;
    raise exception 'the permissions of a system role cannot be changed'
    using errcode = 'insufficient_privilege', schema = 'core', table = 'permission_bindings';
end;
$$;

create function core.tg_roles__check_rank()
returns trigger
language plpgsql
volatile
security definer -- asks for ranks, which callers may not do
set search_path = ''
as $$
declare
    highest integer;
    item record;
begin
    if not core.is_api_caller() then
        return new;
    end if;

    highest := greatest(new.hierarchy_level, core.role_rank(new.tenant_id, new.parent_role_id));
    if tg_op = 'UPDATE' then
        highest := greatest(highest, old.hierarchy_level);
    end if;
    if (highest <= core.current_rank()) is not true then
        raise exception 'the role ranks above yours'
        using errcode = 'insufficient_privilege', schema = 'core', table = 'roles';
    end if;

    -- Wider scopes make every permission of the role reach further.
    if tg_op = 'UPDATE' and new.scopes <> old.scopes then
        for item in
            select p.name
            from core.permission_bindings as b
            join core.permissions as p on p.tenant_id = b.tenant_id and p.id = b.permission_id
            where b.tenant_id = new.tenant_id and p.tenant_id = new.tenant_id and b.role_id = new.id
        loop
            if new.tenant_id <> all (core.tenants_with(item.name)) then
                raise exception 'the role has a permission that is not yours in the whole tenant'
                using errcode = 'insufficient_privilege', schema = 'core', table = 'roles';
            end if;
        end loop;
    end if;
    return new;
end;
$$;

create function core.tg_role_bindings__check_rank()
returns trigger
language plpgsql
volatile
security definer -- asks for ranks, which callers may not do
set search_path = ''
as $$
begin
    if not core.is_api_caller() or core.role_rank(new.tenant_id, new.role_id) <= core.current_rank() then
        return new;
    end if;
    raise exception 'the role ranks above yours'
    using errcode = 'insufficient_privilege', schema = 'core', table = 'role_bindings';
end;
$$;

create function core.tg_permission_bindings__check_rank()
returns trigger
language plpgsql
volatile
security definer -- asks for ranks and permissions, which callers may not do
set search_path = ''
as $$
declare
    permission_name text;
begin
    if not core.is_api_caller() then
        return new;
    end if;
    select p.name into permission_name
    from core.permissions as p
    where p.tenant_id = new.tenant_id and p.id = new.permission_id;
    if
        core.role_rank(new.tenant_id, new.role_id) <= core.current_rank()
        and new.tenant_id = any (core.tenants_with(permission_name))
    then
        return new;
    end if;
    raise exception 'the role ranks above yours, or the permission is not yours'
    using errcode = 'insufficient_privilege', schema = 'core', table = 'permission_bindings';
end;
$$;

create function core.tg_permissions__check_rank()
returns trigger
language plpgsql
volatile
security definer -- asks for permissions
set search_path = ''
as $$
begin
    if not core.is_api_caller() or core.has_permission(old.name) then
        return new;
    end if;
    raise exception 'the permission is not yours'
    using errcode = 'insufficient_privilege', schema = 'core', table = 'permissions';
end;
$$;

create trigger tg_120_protect_system
before insert or update or delete on core.roles
for each row execute function core.tg_roles__protect_system();

create trigger tg_130_check_rank
before insert or update on core.roles
for each row execute function core.tg_roles__check_rank();

create trigger tg_200_forbid_circle
after insert or update of parent_role_id on core.roles
for each row execute function core.tg_roles__forbid_circle();

create trigger tg_130_check_rank
before insert or update on core.role_bindings
for each row execute function core.tg_role_bindings__check_rank();

create trigger tg_120_protect_system
before insert or update or delete on core.permission_bindings
for each row execute function core.tg_permission_bindings__protect_system();

create trigger tg_130_check_rank
before insert or update on core.permission_bindings
for each row execute function core.tg_permission_bindings__check_rank();

create trigger tg_130_check_rank
before update on core.permissions
for each row execute function core.tg_permissions__check_rank();

comment on function core.is_api_caller() is 'True while the session acts for somebody who came over the API.';
comment on function core.role_rank(uuid, uuid)
is 'Highest level of a role and of all above it; null if there is no role.';
comment on function core.tg_roles__forbid_circle() is 'Refuses a parent that descends from the role.';
comment on function core.tg_roles__protect_system()
is 'Refuses to make, change or delete a system role, but to the owner of the table.';
comment on function core.tg_permission_bindings__protect_system()
is 'Refuses to change what a system role may do, but to the owner of the table.';
comment on function core.tg_roles__check_rank()
is 'Refuses users a role, or a parent of one, that ranks above theirs, and wider scopes for what they do not have.';
comment on function core.tg_role_bindings__check_rank()
is 'Refuses users to give or take a role that ranks above theirs.';
comment on function core.tg_permission_bindings__check_rank()
is 'Refuses users to grant what they do not have, or to a role that ranks above theirs.';
comment on function core.tg_permissions__check_rank() is 'Refuses users to change a permission that they do not have.';
