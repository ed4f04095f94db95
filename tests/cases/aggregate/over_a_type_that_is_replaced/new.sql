create schema a;
create type a.e as enum ('x', 'z');
create function a.s(a.e, a.e) returns a.e language sql immutable as $$ select greatest($1, $2) $$;
create aggregate a.top(a.e) (sfunc = a.s, stype = a.e, initcond = 'x');
create table a.t (e a.e);
create view a.v as select a.top(e) as e from a.t;
