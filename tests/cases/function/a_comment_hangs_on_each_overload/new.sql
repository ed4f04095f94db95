create schema a;
create function a.f() returns integer language sql as $$ select 1 $$;
create function a.f(integer) returns integer language sql as $$ select 1 $$;
comment on function a.f() is 'nothing';
comment on function a.f(integer) is 'one';
