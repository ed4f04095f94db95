create schema s authorization case_b; grant usage, create on schema s to case_c with grant option;
create schema t; comment on schema t is 'it''s "two"'; grant usage on schema t to public;
