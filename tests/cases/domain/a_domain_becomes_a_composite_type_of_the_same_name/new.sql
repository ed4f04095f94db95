create schema a;
create type a.d as (k text);
create function a.f(a.d) returns int language sql as 'select 1';
