-- policies/shop/orders.sql
-- what: a case.

grant select on orders.orders to authenticated with grant option;
