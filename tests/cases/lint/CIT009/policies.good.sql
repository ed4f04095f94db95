-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_a
on orders.orders
for select
to authenticated
using (id = current_setting('server_version')::uuid);
