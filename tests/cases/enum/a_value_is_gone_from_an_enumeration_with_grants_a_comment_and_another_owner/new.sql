create schema a;
grant usage, create on schema a to case_a, case_b;
create type a.e as enum ('x', 'y');
revoke usage on type a.e from public;
grant usage on type a.e to case_c;
comment on type a.e is 'new';
create table a.t (id int primary key, e a.e);
insert into a.t values (1, 'y');
