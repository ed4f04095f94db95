create table public.keeps (id int);
create schema a;
create table a.t (id int primary key);
grant select on a.t to case_b;
