-- orders/0020_case.sql
-- what: a case.

create function orders.touch()
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

comment on function orders.touch() is 'A function.';

create function orders.tg_touch()
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

comment on function orders.tg_touch() is 'A function.';

create function orders.tg_orders__count()
returns integer
language sql
volatile
security invoker
set search_path = ''
as $$
    select 1;
$$;

comment on function orders.tg_orders__count() is 'A function.';
