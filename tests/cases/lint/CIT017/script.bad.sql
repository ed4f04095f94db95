-- orders/0020_case.sql
-- what: a case.

create materialized view orders.sums as
select o.account_id from orders.orders as o;

comment on materialized view orders.sums is 'How many.';
