create schema a;
create function a.f() returns table (x integer, y text, z date) language sql rows 7 as $$ select 1, 'a', null::date $$;
create function a.one(out s integer) language sql as $$ select 1 $$;
create view a.v as select x, y from a.f();
