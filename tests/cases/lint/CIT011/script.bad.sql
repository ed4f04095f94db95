-- orders/0020_case.sql
-- what: a case.

select public.create_distributed_table('accounts.accounts', 'id');
select public.create_reference_table('orders.orders');

create trigger tg_100_check
before insert on orders.orders
for each row execute function orders.tg__check();
