-- orders/0020_case.sql
-- what: a case.

alter table orders.orders
add constraint orders_account_id_fkey foreign key (account_id) references orders.orders (id) on delete cascade;

alter table orders.orders
add constraint orders_id_fkey foreign key (id) references auth.users (id) on delete cascade;
