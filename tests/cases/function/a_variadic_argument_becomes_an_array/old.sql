create schema a;
create function a.f(text, variadic "values" integer[]) returns integer language sql as $$ select 1 $$;
create function a.g(variadic text[] default '{}') returns integer language sql as $$ select 1 $$;
create view a.v as select a.f('x', variadic array[1, 2]) as n;
