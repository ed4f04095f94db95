-- policies/shop/orders.sql
-- what: a case.

alter default privileges revoke execute on functions from public;

grant select on orders.orders to authenticated;
