-- orders/0020_case.sql
-- what: a case.

select public.create_distributed_table('accounts.accounts', 'id');
select public.create_distributed_table('orders.orders', 'id', colocate_with => 'accounts.accounts');

alter table orders.orders
add constraint orders_id_fkey foreign key (id) references accounts.accounts (id) on delete restrict;

create trigger tg_100_check
before insert on orders.orders
for each row execute function orders.tg__check();
