-- orders/0020_case.sql
-- what: a case.

alter table orders.orders
add constraint orders_account_id_id_key unique (account_id, id) deferrable initially deferred,
add constraint orders_id_account_id_key unique (id, account_id) not deferrable;
