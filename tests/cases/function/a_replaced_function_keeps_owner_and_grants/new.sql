create schema a;
grant create, usage on schema a to case_a, case_b;
create function a.f() returns text language sql as $$ select 'x' $$;
alter function a.f() owner to case_a;
revoke execute on function a.f() from public;
grant execute on function a.f() to case_b;
