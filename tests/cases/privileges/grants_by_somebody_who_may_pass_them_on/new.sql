-- superuser
create schema a;
grant usage on schema a to public;
create table a.t (id int primary key, n int);
grant select on a.t to case_a;
grant select on a.t to case_c;
