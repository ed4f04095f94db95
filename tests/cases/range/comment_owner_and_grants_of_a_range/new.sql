create schema a;
grant usage, create on schema a to case_a, case_b;
create type a.r as range (subtype = int);
comment on type a.r is 'numbers';
alter type a.r owner to case_b;
revoke usage on type a.r from public;
