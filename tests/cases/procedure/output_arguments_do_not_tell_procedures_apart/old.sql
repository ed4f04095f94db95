create schema a;
create procedure a.p(in n integer) language plpgsql as $$ begin end $$;
create procedure a.p(out n integer) language plpgsql as $$ begin n := 1; end $$;
comment on procedure a.p(in integer) is 'in';
