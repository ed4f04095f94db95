-- orders/0020_case.sql
-- what: a case.

create index orders_account_id_id_idx on orders.orders (account_id, id);
create unique index orders_account_id_key on orders.orders (account_id);
create unique index orders_lower_idx on orders.orders (lower(account_id::text));
create index on orders.orders (id);
