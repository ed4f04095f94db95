create schema a;
grant create, usage on schema a to case_a, case_b;
create function a.f() returns integer language sql as $$ select 2 $$;
create procedure a.p() language sql as $$ select 1 $$;
alter function a.f() owner to case_a;
alter procedure a.p() owner to case_a;
comment on procedure a.p() is 'it''s one';
grant execute on procedure a.p() to case_b;
revoke execute on procedure a.p() from public;
