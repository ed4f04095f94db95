-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    order_id uuid not null,
    account_id uuid,
    owner_id uuid,
    constraint lines_pkey primary key (id),
    constraint lines_order_id_fkey foreign key (order_id) references orders.orders (id) on delete cascade,
    constraint lines_account_id_fkey foreign key (account_id) references accounts.accounts (id) on delete cascade,
    constraint lines_owner_id_fkey foreign key (owner_id) references accounts.accounts (id) on delete cascade,
    constraint lines_owner_id_id_key unique (owner_id, id)
);

alter table orders.lines enable row level security;

create index lines_account_id_idx on orders.lines (account_id) where account_id is not null;
create index lines_order_id_idx on orders.lines using btree (order_id desc, id);

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.order_id is 'A column.';
comment on column orders.lines.account_id is 'A column.';
comment on column orders.lines.owner_id is 'A column.';
