-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_a
on orders.orders
for select
to authenticated
using (account_id = (select auth.uid()));

create policy orders_insert_a
on orders.orders
for insert
to authenticated
with check (account_id = any((select orders.account_ids())::uuid[]) and orders.is_open(id) and lower(account_id::text) like '%a');

create policy orders_delete_a
on orders.orders
for delete
to authenticated
using (exists (select 1 from accounts.accounts as a where a.id = account_id and a.id = auth.uid()) and coalesce(id, account_id) is not null and id::varchar(10) in ('a', 'b'));
