create schema a;
create function a.g() returns integer language sql begin atomic select 1; end;
create function a.f() returns integer language sql begin atomic select a.g() + 1; end;
