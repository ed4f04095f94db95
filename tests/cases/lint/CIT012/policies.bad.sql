-- policies/shop/orders.sql
-- what: a case.

alter default privileges in schema orders grant select on tables to authenticated;
