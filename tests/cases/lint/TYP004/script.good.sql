-- orders/0020_case.sql
-- what: a case.

create type orders.money as (cents bigint, currency text);

create domain orders.state as text check (value in ('new', 'sent'));
