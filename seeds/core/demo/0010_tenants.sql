-- seeds/core/demo/0010_tenants.sql
-- what: two tenants; one may have eight users.
-- why: demo ids begin with two digits for their kind (11 users, 22 tenants, 33 roles, 44 permissions) and end with a
--      number.

{% if engine == "citus" %}
insert into core.claimed_names (kind, name, tenant_id, holder_id)
values
('slug', 'acme', '22222222-0000-4000-8000-000000000001', '22222222-0000-4000-8000-000000000001'),
('slug', 'globex', '22222222-0000-4000-8000-000000000002', '22222222-0000-4000-8000-000000000002')
on conflict (kind, name) do nothing;

{% endif %}
insert into core.tenants (id, name, slug, plan, max_users)
values
('22222222-0000-4000-8000-000000000001', 'Acme', 'acme', 'team', 8),
('22222222-0000-4000-8000-000000000002', 'Globex', 'globex', 'free', null)
on conflict (id) do nothing;

-- A role of Acme's own: what support may do, and messages.
insert into core.roles (
    tenant_id, id, name, display_name, description, hierarchy_level, parent_role_id, scopes
)
select
    r.tenant_id,
    '33333333-0000-4000-8000-000000000001' as id,
    'agent' as name,
    'Agent' as display_name,
    'Helps users and writes to customers.' as description,
    60 as hierarchy_level,
    r.id as parent_role_id,
    '["tenant", "read:mail", "send:mail"]'::jsonb as scopes
from core.roles as r
where r.tenant_id = '22222222-0000-4000-8000-000000000001' and r.name = 'support'
on conflict (tenant_id, name) do nothing;

insert into core.permissions (tenant_id, id, name, description, resource, action)
values (
    '22222222-0000-4000-8000-000000000001',
    '44444444-0000-4000-8000-000000000001',
    'send:mail',
    'Write to customers by mail.',
    'mail',
    'send'
)
on conflict (tenant_id, name) do nothing;

insert into core.permission_bindings (tenant_id, role_id, permission_id)
values (
    '22222222-0000-4000-8000-000000000001',
    '33333333-0000-4000-8000-000000000001',
    '44444444-0000-4000-8000-000000000001'
)
on conflict (tenant_id, role_id, permission_id) where is_active do nothing;
