-- orders/0010_orders.sql
-- what: one row per order.

create schema orders;

create table orders.orders (
    id uuid not null default gen_random_uuid(),
    account_id uuid not null,
    constraint orders_pkey primary key (id)
);

alter table orders.orders enable row level security;

create index orders_account_id_idx on orders.orders (account_id);

comment on schema orders is 'What was bought.';
comment on table orders.orders is 'One row per order.';
comment on column orders.orders.id is 'Unique.';
comment on column orders.orders.account_id is 'Who bought.';
