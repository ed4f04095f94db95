-- policies/shop/orders.sql
-- what: a case.

create policy orders_select_a
on orders.orders
for select
to authenticated
using (true);

create policy orders_insert_a
on orders.orders
for insert
to authenticated
with check (true);

create policy orders_update_a
on orders.orders
for update
to authenticated
using (true)
with check (true);

create policy orders_delete_a
on orders.orders
for delete
to authenticated
using (true);

create policy orders_all_a
on orders.orders
for all
to authenticated
using (true)
with check (true);
