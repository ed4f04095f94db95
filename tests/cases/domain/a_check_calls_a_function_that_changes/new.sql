create schema a;
create function a.is_ok(word text) returns boolean language sql immutable as $$ select word <> 'bad' $$;
create domain a.d as text check (a.is_ok(value));
create table a.t (id int primary key, d a.d);
insert into a.t values (1, 'x');
