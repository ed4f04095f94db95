-- seeds/core/demo/0030_accounts.sql
-- what: a mail application of Acme, and two people who have connected their accounts.
-- why: the envelopes are well formed, of a key that nobody has: what they hold is nothing.

insert into core.platform_credentials (
    tenant_id, id, platform_id, user_id, credential_type, service, client_id, secret_enc, scopes
)
select
    c.tenant_id,
    c.id,
    p.id as platform_id,
    c.user_id,
    'oauth' as credential_type,
    'mail' as service,
    c.client_id,
    decode('010464656d6f' || repeat('00', 28), 'hex') as secret_enc,
    '["read:mail", "send:mail"]'::jsonb as scopes
from core.platforms as p
cross join (
    values
    (
        '22222222-0000-4000-8000-000000000001'::uuid,
        '55555555-0000-4000-8000-000000000001'::uuid,
        null::uuid,
        'acme-mail'
    ),
    (
        '22222222-0000-4000-8000-000000000001',
        '55555555-0000-4000-8000-000000000002',
        '11111111-0000-4000-8000-000000000005',
        null
    ),
    (
        '22222222-0000-4000-8000-000000000002',
        '55555555-0000-4000-8000-000000000003',
        '11111111-0000-4000-8000-000000000008',
        null
    )
) as c (tenant_id, id, user_id, client_id)
where p.name = 'gmail'
on conflict (tenant_id, id) do nothing;

{% if engine == "citus" %}
insert into core.claimed_names (kind, name, tenant_id, holder_id)
select
    'platform_account' as kind,
    core.account_name(c.platform_id, c.service, c.id::text) as name,
    c.tenant_id,
    c.user_id as holder_id
from core.platform_credentials as c
where c.id between '55555555-0000-4000-8000-000000000002' and '55555555-0000-4000-8000-000000000003'
on conflict (kind, name) do nothing;

{% endif %}
-- The account is called as the credential is: a stand-in for a hash.
insert into core.user_platform_bindings (
    tenant_id, user_id, platform_id, service, platform_user_id, credential_id, scopes, sync_status, last_synced_at
)
select
    c.tenant_id,
    c.user_id,
    c.platform_id,
    c.service,
    c.id::text as platform_user_id,
    c.id as credential_id,
    '["read:mail"]'::jsonb as scopes,
    'synced' as sync_status,
    '2026-01-05 09:00:00+00'::timestamptz as last_synced_at
from core.platform_credentials as c
where c.id between '55555555-0000-4000-8000-000000000002' and '55555555-0000-4000-8000-000000000003'
on conflict (tenant_id, user_id, platform_id, service) where is_active do nothing;

insert into core.audit_events (tenant_id, id, actor_user_id, event_type, entity, entity_id, occurred_at)
values
(
    '22222222-0000-4000-8000-000000000001',
    '66666666-0000-4000-8000-000000000001',
    '11111111-0000-4000-8000-000000000001',
    'role.assigned',
    'user',
    '11111111-0000-4000-8000-000000000005',
    '2026-01-05 08:00:00+00'
),
(
    '22222222-0000-4000-8000-000000000001',
    '66666666-0000-4000-8000-000000000002',
    '11111111-0000-4000-8000-000000000005',
    'mail.sent',
    'mail',
    null,
    '2026-01-05 10:00:00+00'
),
(
    '22222222-0000-4000-8000-000000000002',
    '66666666-0000-4000-8000-000000000003',
    '11111111-0000-4000-8000-000000000008',
    'mail.sent',
    'mail',
    null,
    '2026-01-06 10:00:00+00'
)
on conflict (tenant_id, occurred_at, id) do nothing;

-- The month of these entries, which is long past.
select core.make_audit_partitions(3);
