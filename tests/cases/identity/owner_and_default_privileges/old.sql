create schema a; grant usage, create on schema a to case_a; alter default privileges in schema a grant usage on sequences to case_b;
