-- core/0068_system_roles.sql
-- what: the four roles that every tenant has, and what they may do.
-- requires: core/0066_role_rules.sql
-- why: made with the tenant, so that none is without an admin's role. Their ids come from the tenant's, so they are the
--      same wherever it is rebuilt. Row by row, because each row must go to where the tenant is.

create function core.tg_tenants__make_system_roles()
returns trigger
language plpgsql
volatile
security definer -- nobody else may make system roles
set search_path = ''
as $$
declare
    item record;
begin
    for item in
        select r.*
        from (
            values
            ('admin', 'Administrator', 'Everything in the tenant.', 100),
            ('support', 'Support', 'Helps users: sees them, their roles and their connected accounts.', 50),
            ('billing', 'Billing', 'Sees and changes what is paid for.', 50),
            ('viewer', 'Viewer', 'Sees everything, changes nothing.', 10)
        ) as r (name, display_name, description, hierarchy_level)
    loop
        insert into core.roles (
            tenant_id, id, name, display_name, description, is_system, hierarchy_level, scopes
        )
        values (
            new.id,
            common.uuid3(new.id, 'role/' || item.name),
            item.name,
            item.display_name,
            item.description,
            true,
            item.hierarchy_level,
            '["tenant"]'
        );
    end loop;

    for item in
        select p.*
        from (
            values
            ('all:*', 'Everything.'),
            ('read:*', 'See everything.'),
            ('read:users', 'See users and what they say about themselves.'),
            ('read:roles', 'See who has which role, and what it may do.'),
            ('read:bindings', 'See which accounts users have connected.'),
            ('write:bindings', 'Disconnect accounts of users.'),
            ('read:billing', 'See what is paid for.'),
            ('write:billing', 'Change what is paid for.')
        ) as p (name, description)
    loop
        insert into core.permissions (tenant_id, id, name, description, resource, action)
        values (
            new.id,
            common.uuid3(new.id, 'permission/' || item.name),
            item.name,
            item.description,
            split_part(item.name, ':', 2),
            split_part(item.name, ':', 1)
        );
    end loop;

    for item in
        select b.*
        from (
            values
            ('admin', 'all:*'),
            ('viewer', 'read:*'),
            ('support', 'read:users'),
            ('support', 'read:roles'),
            ('support', 'read:bindings'),
            ('support', 'write:bindings'),
            ('billing', 'read:billing'),
            ('billing', 'write:billing')
        ) as b (role_name, permission_name)
    loop
        insert into core.permission_bindings (tenant_id, id, role_id, permission_id)
        values (
            new.id,
            common.uuid3(new.id, 'binding/' || item.role_name || '/' || item.permission_name),
            common.uuid3(new.id, 'role/' || item.role_name),
            common.uuid3(new.id, 'permission/' || item.permission_name)
        );
    end loop;
    return null;
end;
$$;

create trigger tg_300_make_system_roles
after insert on core.tenants
for each row execute function core.tg_tenants__make_system_roles();

comment on function core.tg_tenants__make_system_roles()
is 'Makes the roles admin, viewer, support and billing of a new tenant, with their permissions.';
