create schema a;
create procedure a.p(variadic items text[]) language sql as $$ select 1 $$;
