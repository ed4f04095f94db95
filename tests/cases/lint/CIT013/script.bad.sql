-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    line_no integer generated always as identity,
    page smallint not null,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'Of an order.';
comment on column orders.lines.id is 'Of an order.';
comment on column orders.lines.line_no is 'Of an order.';
comment on column orders.lines.page is 'Of an order.';
