create schema a;
create function a.f(text, "values" integer[]) returns integer language sql as $$ select 1 $$;
create function a.g(variadic items text[] default '{a}') returns integer language sql as $$ select 1 $$;
create view a.v as select a.f('x', array[1, 2]) as n;
