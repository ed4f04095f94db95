create schema a;
grant create, usage on schema a to case_a, case_b;
create function a.f() returns integer language sql as $$ select 1 $$;
create procedure a.p() language sql as $$ select 1 $$;
comment on function a.f() is 'one';
revoke execute on function a.f() from public;
grant execute on function a.f() to case_b with grant option;
