create schema a;
create procedure a.p(n integer, m text default 'x') language plpgsql as $$ begin end $$;
