create schema a;
create domain a.d as text;
create function a.f(a.d) returns int language sql as 'select 1';
