-- orders/0020_case.sql
-- what: a case.

select public.create_distributed_table('accounts.accounts', 'id');
select public.create_distributed_table('orders.orders', 'id', colocate_with => 'accounts.accounts');

alter table orders.orders
add constraint orders_account_id_fkey foreign key (account_id) references accounts.accounts (id) on delete cascade,
add constraint orders_id_account_id_fkey foreign key (account_id, id) references accounts.accounts (id, other_id) on delete cascade;

alter table orders.orders
add constraint orders_id_fkey foreign key (id) references auth.users (id) on delete cascade;
