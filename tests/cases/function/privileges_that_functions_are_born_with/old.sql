create schema a;
alter default privileges in schema a grant execute on functions to case_a;
alter default privileges revoke execute on functions from public;
create function a.f() returns integer language sql as $$ select 1 $$;
