-- orders/0020_case.sql
-- what: a case.

create or replace function orders.total(of_account uuid, in since timestamptz default now())
returns table (day date, cents bigint)
language sql
immutable
strict
parallel safe
security invoker
set search_path = ''
rows 10
as $$
    select 1;
$$;

comment on function orders.total(uuid, timestamptz) is 'A function.';

create procedure orders.tidy()
language sql
security invoker
set search_path to ''
as $$
    select 1;
$$;

comment on procedure orders.tidy() is 'A procedure.';
