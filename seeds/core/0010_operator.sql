-- seeds/core/0010_operator.sql
-- what: the tenant of those who run the platform.
-- why: core.operator_tenant_id() knows it by this id: only its internal users may open other tenants to read. A tenant
--      that exists is left alone.

{% if engine == "citus" %}
insert into core.claimed_names (kind, name, tenant_id, holder_id)
values ('slug', 'operator', core.operator_tenant_id(), core.operator_tenant_id())
on conflict (kind, name) do nothing;

{% endif %}
insert into core.tenants (id, name, slug, plan)
values ('00000000-0000-4000-8000-000000000001', 'Operator', 'operator', 'internal')
on conflict (id) do nothing;

-- Only here do permissions reach further than the tenant; and only for internal users.
insert into core.roles (tenant_id, id, name, display_name, description, hierarchy_level, scopes)
values (
    '00000000-0000-4000-8000-000000000001',
    '00000000-0000-4000-8000-000000000002',
    'operator',
    'Operator',
    'Reads in all tenants, once opened with a reason.',
    60,
    '["global"]'
)
on conflict (tenant_id, name) do nothing;

insert into core.permission_bindings (tenant_id, id, role_id, permission_id)
select
    p.tenant_id,
    '00000000-0000-4000-8000-000000000003' as id,
    '00000000-0000-4000-8000-000000000002' as role_id,
    p.id as permission_id
from core.permissions as p
where p.tenant_id = '00000000-0000-4000-8000-000000000001' and p.name = 'read:*'
on conflict (tenant_id, role_id, permission_id) where is_active do nothing;
