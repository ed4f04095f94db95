create schema a;
create procedure a.p(in n integer) language plpgsql as $$ begin null; end $$;
create procedure a.p(in n bigint, inout m text, out o integer) language plpgsql as $$ begin end $$;
comment on procedure a.p(in bigint, inout text) is 'both';
grant execute on procedure a.p(in bigint, inout text) to case_a;
