-- orders/0020_case.sql
-- what: a case.

select public.create_distributed_table('accounts.accounts', 'id');
select public.create_distributed_table('orders.orders', 'id', colocate_with => 'accounts.accounts');

alter table orders.orders
add constraint orders_id_fkey foreign key (id) references accounts.accounts (id) on delete set null (account_id),
add constraint orders_id_fkey1 foreign key (id) references accounts.accounts on update cascade on delete cascade;
