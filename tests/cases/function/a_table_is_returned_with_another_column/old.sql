create schema a;
create function a.f() returns table (x integer, y text) language sql rows 7 as $$ select 1, 'a' $$;
create function a.one(out r integer) language sql as $$ select 1 $$;
create view a.v as select x, y from a.f();
