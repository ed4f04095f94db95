create schema a;
grant usage, create on schema a to case_a, case_b;
create domain a.d as int constraint positive check (value > 0);
comment on domain a.d is 'another';
alter domain a.d owner to case_a;
revoke usage on domain a.d from public;
grant usage on domain a.d to case_b;
