-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    order_id uuid not null,
    code text not null,
    price integer not null,
    period tstzrange not null,
    constraint lines_pkey primary key (id),
    constraint lines_order_id_code_key unique (order_id, code),
    constraint lines_order_id_fkey foreign key (order_id) references orders.orders (id) on delete cascade,
    constraint lines_order_id_fkey1 foreign key (order_id) references orders.orders (id) on delete cascade,
    constraint lines_price_check check (price > 0),
    constraint lines_period_excl exclude using gist (period with &&)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.order_id is 'A column.';
comment on column orders.lines.code is 'A column.';
comment on column orders.lines.price is 'A column.';
comment on column orders.lines.period is 'A column.';

alter table orders.orders
add constraint orders_id_account_id_key unique (id, account_id);

alter table orders.lines
add constraint lines_order_id_id_fkey
foreign key (order_id, id, code) references orders.orders (id, account_id) on delete cascade;
