-- orders.sql
-- what: a case.

select 1;
