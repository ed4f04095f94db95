-- orders/0020_case.sql
-- what: a case.

create index concurrently orders_id_idx on orders.orders (id);
create index concurrently orders_id_idx1 on orders.orders (id);
comment on index orders.orders_id_idx is 'An index.';
