create schema a;
grant usage, create on schema a to case_a;
alter default privileges for role case_a grant select on tables to case_b;
alter default privileges for role case_a, case_b in schema a grant usage on sequences to public;
