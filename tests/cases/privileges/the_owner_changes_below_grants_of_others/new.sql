-- superuser
create schema a;
grant usage, create on schema a to public;
create table a.t (id int primary key);
alter table a.t owner to case_a;
grant select on a.t to case_b;
