-- orders/0020_case.sql
-- what: a case.

create view orders.open_orders
as
select o.id
from orders.orders as o;

comment on view orders.open_orders is 'Orders.';

create or replace view orders.all_orders
with (security_barrier, security_invoker = false)
as
select o.id
from orders.orders as o;

comment on view orders.all_orders is 'Orders.';
