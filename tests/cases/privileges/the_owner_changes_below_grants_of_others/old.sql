-- superuser
create schema a;
grant usage, create on schema a to public;
create table a.t (id int primary key);
grant select on a.t to case_a with grant option;
set role case_a;
grant select on a.t to case_b;
reset role;
