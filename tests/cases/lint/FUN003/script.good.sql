-- orders/0020_case.sql
-- what: a case.

create function orders.total()
returns integer
language sql
stable
security definer -- the caller may not read orders
set search_path = ''
as $$
    select 1;
$$;

comment on function orders.total() is 'A function.';

-- Definer, because the caller may not read orders.
create function orders.sum()
returns integer
language sql
stable
security definer
set search_path = ''
as $$
    select 1;
$$;

comment on function orders.sum() is 'A function.';
