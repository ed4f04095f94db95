create schema a;
create type a.mood as enum ('sad', 'happy');
create function a.f(a.mood) returns a.mood[] language sql as $$ select array[$1] $$;
create view a.v as select a.f('sad') as f;
