-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_member
on orders.orders
for select
using (true);
