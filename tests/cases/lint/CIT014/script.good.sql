-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    sold_at timestamptz not null,
    constraint lines_pkey primary key (id, sold_at)
) partition by range (sold_at);

alter table orders.lines enable row level security;

comment on table orders.lines is 'Of an order.';
comment on column orders.lines.id is 'Of an order.';
comment on column orders.lines.sold_at is 'Of an order.';
