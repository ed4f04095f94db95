create schema a;
create table a.t (n integer);
create function a.f(m integer) returns integer language sql begin atomic select m + 1; end;
create procedure a.q() language sql begin atomic insert into a.t values (a.f(2)); select a.f(3); end;
