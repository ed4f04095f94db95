-- orders/0020_case.sql
-- what: a case.

create index by_account on orders.orders (account_id);
create index orders_account_id on orders.orders (account_id);
create index orders_account_id_key on orders.orders (account_id);
