create schema a;
alter default privileges in schema a grant execute on functions to case_a;
alter default privileges revoke execute on functions from public;
create function a.f() returns bigint language sql as $$ select 1::bigint $$;
create function a.g() returns integer language sql as $$ select 1 $$;
create procedure a.p() language sql as $$ select 1 $$;
revoke execute on procedure a.p() from case_a;
create aggregate a.n(integer) (sfunc = int4pl, stype = integer);
grant execute on function a.n(integer) to public;
