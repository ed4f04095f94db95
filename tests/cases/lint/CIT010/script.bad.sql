-- orders/0020_case.sql
-- what: a case.

create function orders.ids()
returns uuid[]
language sql
stable
security invoker
set search_path = ''
as $$
    select array_agg(o.id) from orders.orders as o;
$$;

comment on function orders.ids() is 'For a case.';
