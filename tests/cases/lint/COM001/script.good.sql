-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';

create view orders.open_orders
with (security_invoker = true)
as
select o.id
from orders.orders as o;

comment on view orders.open_orders is 'Orders.';

create function orders.total(integer, text)
returns integer
language sql
stable
security invoker
set search_path = ''
as $$
    select 1;
$$;

comment on function orders.total(integer, text) is 'A function.';
