-- orders/0020_case.sql
-- what: a case.

select 1;
