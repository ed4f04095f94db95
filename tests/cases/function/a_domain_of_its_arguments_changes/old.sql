create schema a;
create domain a.d as text check (value <> '');
create function a.f(x a.d, y a.d[] default '{}') returns a.d language sql as $$ select $1 $$;
create view a.v as select a.f('x') as f;
