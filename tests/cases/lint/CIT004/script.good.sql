-- orders/0020_case.sql
-- what: a case.

select public.create_reference_table('accounts.accounts');
select public.create_distributed_table('orders.orders', 'id');

alter table orders.orders
add constraint orders_account_id_fkey foreign key (account_id) references accounts.accounts (id) on delete set null;

alter table orders.orders
add constraint orders_id_fkey foreign key (id, account_id) references orders.orders (id, account_id) on delete cascade;
