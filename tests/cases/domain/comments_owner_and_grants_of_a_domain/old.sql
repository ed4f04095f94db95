create schema a;
grant usage, create on schema a to case_a, case_b;
create domain a.d as int constraint positive check (value > 0);
comment on domain a.d is 'a number';
comment on constraint positive on domain a.d is 'above zero';
grant usage on domain a.d to case_a;
