create schema a;
create function a.is_ok(t text) returns boolean language sql immutable as $$ select t <> '' $$;
create domain a.d as text check (a.is_ok(value));
create table a.t (id int primary key, d a.d);
insert into a.t values (1, 'x');
