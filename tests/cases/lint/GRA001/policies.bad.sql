-- policies/shop/orders.sql
-- what: a case.

grant select on orders.orders to authenticated, public;
alter default privileges in schema orders grant select on tables to public;
