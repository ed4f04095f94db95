-- orders/0020_case.sql
-- what: a case.

create table lines (
    id uuid not null,
    order_id uuid not null,
    constraint lines_pkey primary key (id),
    constraint lines_order_id_fkey foreign key (order_id) references orders (id) on delete cascade
);

alter table lines enable row level security;

create index lines_order_id_idx on lines (order_id);

comment on table lines is 'A table.';
comment on column lines.id is 'Unique.';
comment on column lines.order_id is 'The order.';
