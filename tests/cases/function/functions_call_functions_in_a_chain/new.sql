create schema a;
create function a.one() returns bigint language sql begin atomic select 1::bigint; end;
create function a.two() returns bigint language sql begin atomic select a.one() + 1; end;
create function a.three() returns bigint language sql begin atomic select a.two() + 1; end;
