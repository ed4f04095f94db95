-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    order_id uuid not null,
    constraint lines_pkey primary key (order_id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'Of an order.';
comment on column orders.lines.order_id is 'Of an order.';
