create schema a;
grant usage, create on schema a to case_a;
alter default privileges for role case_a revoke execute on functions from public;
alter default privileges for role case_b in schema a grant usage on sequences to public, case_a;
