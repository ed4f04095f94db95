-- orders/0020_case.sql
-- what:
--     it is said below.

select 1;
