create schema a;
create domain a.d as int;
create type a.c as (k a.d, ks a.d[]);
create type a.r as range (subtype = a.d);
create function a.f(x a.d) returns a.c language sql as $$ select row(x, null)::a.c $$;
create table a.t (id int primary key, d a.d, twice int generated always as (d * 2) stored, c a.c);
insert into a.t (id, d, c) values (1, 4, row(1, '{2}'));
