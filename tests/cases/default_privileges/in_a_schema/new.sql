create schema a;
alter default privileges in schema a grant select, references on tables to case_a with grant option;
alter default privileges in schema a grant execute on functions to case_a;
alter default privileges in schema a grant usage on types to case_b;
