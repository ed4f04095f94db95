create schema a;
create table a.t (n integer);
create function a.f(n integer) returns integer language sql begin atomic select n; end;
create procedure a.q() language sql begin atomic insert into a.t values (a.f(1)); end;
