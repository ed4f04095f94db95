-- orders/0020_case.sql
-- what: a case.

alter table orders.orders
add constraint orders_account_id_fkey foreign key (account_id) references accounts.accounts (id) on delete cascade;
