create schema a;
alter default privileges in schema a grant select on tables to public;
alter default privileges in schema a grant all on sequences to case_a;
