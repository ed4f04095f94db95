-- orders/0020_case.sql
-- what: a case.

select public.create_distributed_table('accounts.accounts', 'id');
select public.create_distributed_table('orders.orders', 'id', colocate_with => 'accounts.accounts');

alter table orders.orders
add constraint orders_account_id_key unique (account_id),
add constraint orders_account_id_excl exclude using gist (account_id with =, id with <>);

create unique index orders_account_id_lower_idx on orders.orders (account_id, lower(id::text));
