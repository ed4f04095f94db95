-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    order_id uuid not null,
    code text not null,
    price integer not null,
    period tstzrange not null,
    constraint lines_primary primary key (id),
    constraint lines_code unique (order_id, code),
    constraint fk_order foreign key (order_id) references orders.orders (id) on delete cascade,
    constraint positive_price check (price > 0),
    constraint lines_overlap exclude using gist (period with &&)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.order_id is 'A column.';
comment on column orders.lines.code is 'A column.';
comment on column orders.lines.price is 'A column.';
comment on column orders.lines.period is 'A column.';
