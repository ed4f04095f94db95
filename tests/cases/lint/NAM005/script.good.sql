-- orders/0020_case.sql
-- what: a case.

create trigger tg_100_touch
before update on orders.orders
for each row execute function orders.tg__touch();
