create schema a;
create procedure a.p(variadic names text[]) language sql as $$ select 1 $$;
comment on procedure a.p(variadic text[]) is 'many';
