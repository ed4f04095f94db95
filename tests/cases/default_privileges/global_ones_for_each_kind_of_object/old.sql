create schema a;
alter default privileges grant select, insert on tables to case_a;
alter default privileges grant usage on sequences to case_a with grant option;
alter default privileges revoke execute on functions from public;
alter default privileges grant usage on types to case_a;
alter default privileges grant usage, create on schemas to case_b;
