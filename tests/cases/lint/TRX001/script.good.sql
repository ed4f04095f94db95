-- orders/0020_case.sql
-- what: a case.

create function orders.touch2()
returns integer
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    return 1;
end;
$$;

comment on function orders.touch2() is 'A function.';

do $$
begin
    perform 1;
end;
$$;
