-- orders/0020_case.sql
-- what: a case.

create view orders.open_orders (order_id)
with (security_barrier, security_invoker = on)
as
select o.id
from orders.orders as o;

comment on view orders.open_orders is 'Orders.';

create materialized view orders.totals
as
select count(*) as number
from orders.orders;

comment on materialized view orders.totals is 'Totals.';
