create schema a;
create function a.one() returns integer language sql begin atomic select 1; end;
create function a.two() returns integer language sql begin atomic select a.one() + 1; end;
create function a.three() returns integer language sql begin atomic select a.two() + 1; end;
