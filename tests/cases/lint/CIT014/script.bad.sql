-- orders/0020_case.sql
-- what: a case.

create rule orders_rule as on delete to orders.orders do instead nothing;

create table orders.lines (
    id uuid not null,
    constraint lines_pkey primary key (id)
) inherits (orders.orders);

alter table orders.lines enable row level security;

comment on table orders.lines is 'Of an order.';
comment on column orders.lines.id is 'Of an order.';
