-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_member
on orders.orders
for select
to authenticated
using (true);

create policy orders_all_service
on orders.orders
to authenticated
using (true)
with check (true);
