-- orders/0020_case.sql
-- what: a case.

create function orders.total()
returns integer
language sql
as $$
    select 1;
$$;

comment on function orders.total() is 'A function.';

create function orders.sum()
returns integer
set search_path = ''
stable
language sql
security invoker
as $$
    select 1;
$$;

comment on function orders.sum() is 'A function.';

create procedure orders.tidy()
language sql
as $$
    select 1;
$$;

comment on procedure orders.tidy() is 'A procedure.';
