create schema a;
create procedure a.p(inout n integer, m text default 'x') language plpgsql as $$ begin end $$;
