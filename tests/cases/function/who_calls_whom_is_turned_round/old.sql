create schema a;
create function a.f() returns integer language sql begin atomic select 1; end;
create function a.g() returns integer language sql begin atomic select a.f() + 1; end;
