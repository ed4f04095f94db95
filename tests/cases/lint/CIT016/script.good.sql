-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'Of an order.';
comment on column orders.lines.id is 'Of an order.';
