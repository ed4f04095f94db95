-- orders/0020_case.sql
-- what: a case.

-- lint: allow NAM003
select 1;

-- lint: allow NAM999 no such rule
select 2;

-- lint: NAM003 is wrong here
select 3;
