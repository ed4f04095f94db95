create schema a; grant usage, create on schema a to case_a; alter default privileges in schema a grant usage on sequences to case_b;
create table a.t (id int generated always as identity); alter table a.t owner to case_a; create table a.u (id int generated always as identity);
