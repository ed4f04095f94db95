create schema a;
create procedure a.p(n integer) language sql security definer set search_path = '' as $$ select n + 1 $$;
create procedure a.q() language plpgsql as $$ begin rollback; end $$;
