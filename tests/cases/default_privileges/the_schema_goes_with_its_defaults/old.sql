create table public.t (id int);
create schema a;
alter default privileges in schema a grant select on tables to case_a;
alter default privileges for role case_a in schema a grant select on tables to case_b;
