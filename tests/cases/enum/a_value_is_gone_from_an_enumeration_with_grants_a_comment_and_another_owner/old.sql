create schema a;
grant usage, create on schema a to case_a, case_b;
create type a.e as enum ('x', 'y', 'z');
alter type a.e owner to case_a;
revoke usage on type a.e from public;
grant usage on type a.e to case_b with grant option;
comment on type a.e is 'old';
create table a.t (id int primary key, e a.e);
insert into a.t values (1, 'y');
