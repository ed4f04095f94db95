create schema a;
alter default privileges in schema a grant select on tables to case_a;
alter default privileges grant execute on functions to case_b;
alter default privileges revoke usage on types from public;
create table a.t (id int primary key);
create type a.e as enum ('x');
