-- orders/0020_case.sql
-- what: a case.

create index concurrently orders_id_idx on orders.orders (id);
select 1;
