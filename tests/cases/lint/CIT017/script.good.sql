-- orders/0020_case.sql
-- what: a case.

create view orders.sums with (security_invoker = true) as
select o.account_id from orders.orders as o;

comment on view orders.sums is 'How many.';
