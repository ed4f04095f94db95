-- policies/shop/orders.sql
-- what: a case.

create function orders.ids()
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return array(select o.id from orders.orders as o);
end;
$$;

comment on function orders.ids() is 'For a case.';

create function orders.my_ids()
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return orders.ids();
end;
$$;

comment on function orders.my_ids() is 'For a case.';

create policy orders_select_a
on orders.orders
for select
to authenticated
using (id = any(orders.my_ids()));
