-- core/0034_claimed_names.sql
-- engine: citus
-- what: names that are unique on the whole platform: slugs, usernames, accounts on platforms. One row each.
-- requires: core/0010_schema.sql
-- why: a unique index on Citus begins with the tenant, so it cannot keep a name from being taken in another one. This
--      table is on every node, so it can: a name is claimed here first (core.claim_name), and 0056 refuses rows with a
--      name that is not. On one Postgres the indexes of 0054 do this, and there is no such table.

create table core.claimed_names (
    kind text not null,
    name text not null,
    tenant_id uuid not null,
    holder_id uuid not null,
    claimed_at timestamptz not null default now(),
    constraint claimed_names_pkey primary key (kind, name),
    constraint claimed_names_kind_check check (kind in ('slug', 'username', 'platform_account')),
    constraint claimed_names_name_check check (name <> '')
);

alter table core.claimed_names enable row level security;
alter table core.claimed_names force row level security;

-- For the names of a tenant or user that is removed.
create index claimed_names_tenant_id_holder_id_idx on core.claimed_names (tenant_id, holder_id);

comment on table core.claimed_names is 'Names that only one row of the platform may have, one row each.';
comment on column core.claimed_names.kind is 'What is called so: slug, username or platform_account.';
comment on column core.claimed_names.name
is 'The slug; the username in lower case; platform, service and account with colons between them.';
comment on column core.claimed_names.tenant_id is 'Tenant that has the name.';
comment on column core.claimed_names.holder_id is 'The tenant or user that has the name.';
comment on column core.claimed_names.claimed_at is 'When it was claimed.';
