-- orders/0020_case.sql
-- what: a case.

create type orders.state as enum ('new', 'sent');
