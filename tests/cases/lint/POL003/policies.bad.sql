-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_a
on orders.orders
for select
to authenticated
using (account_id = auth.uid());

create policy orders_insert_a
on orders.orders
for insert
to authenticated
with check (account_id = current_setting('app.account', true)::uuid and (orders.is_open(orders.now_or(null::orders.kind)) or id is null));

create policy orders_delete_a
on orders.orders
for delete
to authenticated
using (account_id in (orders.first_id(), orders.last_id()));
