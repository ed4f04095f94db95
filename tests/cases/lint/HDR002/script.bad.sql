-- orders/0020_case.sql
-- what:
-- why: nobody knows.

select 1;
