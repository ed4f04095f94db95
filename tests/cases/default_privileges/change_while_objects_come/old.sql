create schema a;
alter default privileges in schema a grant select on tables to case_a;
