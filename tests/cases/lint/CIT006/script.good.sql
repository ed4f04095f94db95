-- orders/0020_case.sql
-- what: a case.

select public.create_distributed_table('accounts.accounts', 'id');
select public.create_distributed_table('orders.orders', 'id', colocate_with => 'accounts.accounts');

alter table orders.orders
add constraint orders_account_id_check check (account_id <> id);
