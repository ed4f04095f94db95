create schema a;
grant create, usage on schema a to case_a, case_b;
create function a.f() returns integer language sql as $$ select 1 $$;
alter function a.f() owner to case_a;
revoke execute on function a.f() from public;
