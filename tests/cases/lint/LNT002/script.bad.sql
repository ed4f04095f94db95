-- orders/0020_case.sql
-- what: a case.

-- lint: allow TYP003, NAM003 nothing of the kind is below
select 1;
