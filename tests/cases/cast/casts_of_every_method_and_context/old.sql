create schema a;
create type a.e as enum ('x');
create type a.c as (x int);
create function a.f(a.e) returns a.c language sql immutable as $$ select row(1)::a.c $$;
create function a.g(a.e, int, boolean) returns a.c language sql immutable as $$ select row(1)::a.c $$;
create cast (a.e as a.c) with function a.f(a.e) as implicit;
create cast (a.c as a.e) with inout;
comment on cast (a.c as a.e) is 'through text';
