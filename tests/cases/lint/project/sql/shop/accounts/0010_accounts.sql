-- accounts/0010_accounts.sql
-- what: one row per account.

create schema accounts;

create table accounts.accounts (
    id uuid not null default gen_random_uuid(),
    constraint accounts_pkey primary key (id)
);

alter table accounts.accounts enable row level security;

comment on schema accounts is 'Who buys.';
comment on table accounts.accounts is 'One row per account.';
comment on column accounts.accounts.id is 'Unique.';
