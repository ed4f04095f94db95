create schema a;
create function a.f(in n integer, out x integer, out y text) language sql as $$ select n, 'a' $$;
create function a.g(inout n integer) language sql as $$ select n $$;
create view a.v as select x from a.f(1);
