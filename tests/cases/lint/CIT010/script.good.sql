-- orders/0020_case.sql
-- what: a case.

create function orders.ids()
returns uuid[]
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return array(select o.id from orders.orders as o);
end;
$$;

comment on function orders.ids() is 'For a case.';

create function orders.one()
returns integer
language sql
stable
security invoker
set search_path = ''
as $$
    select 1;
$$;

comment on function orders.one() is 'For a case.';
