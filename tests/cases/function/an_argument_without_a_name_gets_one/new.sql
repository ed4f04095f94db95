create schema a;
create function a.f(n integer, "order" text) returns text language sql as $$ select $2 || $1 $$;
create view a.v as select a.f(1, 'x');
