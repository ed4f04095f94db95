create schema a;
create table a.t (n integer, "größe" text);
create function a.f() returns bigint language sql begin atomic select count("größe") from a.t; end;
create function a.g(n integer) returns integer language sql return n + 2;
