-- orders/0020_case.sql
-- what: a case.

create trigger touch
before update on orders.orders
for each row execute function orders.tg__touch();

create trigger tg_10_touch
before update on orders.orders
for each row execute function orders.tg__touch();
