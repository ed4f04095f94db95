-- orders/0020_case.sql
-- what: a case.

create function orders.tg__touch()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    return new;
end;
$$;

comment on function orders.tg__touch() is 'A function.';

create function orders.tg_orders__touch()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    return new;
end;
$$;

comment on function orders.tg_orders__touch() is 'A function.';

create function orders.total()
returns integer
language sql
volatile
security invoker
set search_path = ''
as $$
    select 1;
$$;

comment on function orders.total() is 'A function.';
