-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_a
on orders.orders
for select
to authenticated
using (id = any(orders.ids()) and (id is not null));
