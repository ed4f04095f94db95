create schema a;
alter default privileges grant select on tables to case_a with grant option;
alter default privileges grant all on tables to case_b;
alter default privileges grant execute on routines to case_a;
alter default privileges revoke usage on types from public;
alter default privileges revoke all on schemas from postgres;
