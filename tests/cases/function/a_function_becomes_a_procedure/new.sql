create schema a;
create procedure a.f(n integer) language sql as $$ select 1 $$;
comment on procedure a.f is 'x';
