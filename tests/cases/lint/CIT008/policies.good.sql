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
    return string_to_array(current_user, ',')::uuid[];
end;
$$;

comment on function orders.ids() is 'For a case.';

create policy orders_select_a
on orders.orders
for select
to authenticated
using (id = any(orders.ids()));
