-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    order_id uuid not null,
    other_id uuid references orders.orders (id) deferrable,
    constraint lines_pkey primary key (id),
    constraint lines_order_id_fkey foreign key (order_id) references orders.orders (id) on update cascade
);

alter table orders.lines enable row level security;

create index lines_order_id_idx on orders.lines (order_id);

create index lines_other_id_idx on orders.lines (other_id);

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.order_id is 'A column.';
comment on column orders.lines.other_id is 'A column.';
