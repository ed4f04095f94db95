create schema a;
create procedure a.p(n integer) language sql as $$ select n $$;
create procedure a.q() language plpgsql as $$ begin commit; end $$;
