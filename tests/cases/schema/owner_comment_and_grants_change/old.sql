create schema s authorization case_a; comment on schema s is 'one'; grant usage on schema s to case_b;
create schema t;
