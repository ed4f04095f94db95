create table public.t (id int);
create schema b;
alter default privileges in schema b grant select on tables to case_a;
