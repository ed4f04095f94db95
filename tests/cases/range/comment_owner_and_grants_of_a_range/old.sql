create schema a;
grant usage, create on schema a to case_a, case_b;
create type a.r as range (subtype = int);
comment on type a.r is 'ints';
grant usage on type a.r to case_a;
