-- accounts/0020_case.sql
-- what: a copy.

select 1;
