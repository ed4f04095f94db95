create schema a;
create table a.t (id integer, n integer);
create function a.label(a.t) returns text language sql stable as $$ select $1.id::text $$;
create function a.every() returns setof a.t language sql stable as $$ select * from a.t $$;
create view a.v as select a.label(t) from a.t;
