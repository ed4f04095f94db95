create schema a;
create function a.f(n integer) returns integer language sql as $$ select 1 $$;
create view a.v as select a.f(3) as f;
