-- orders/0020_case.sql
-- what: a case.

begin;
select 1;
savepoint a;
commit;
