-- policies/carwash/reports.sql
-- what: who may ask for references that lead nowhere.
-- why: the view holds back everything from those who do not see every row (sql/carwash/reports/0110_orphans.sql).

grant select on carwash.orphans to authenticated;
