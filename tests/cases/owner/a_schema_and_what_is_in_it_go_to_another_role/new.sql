create table public.keeps (id int);
create schema a authorization case_a;
create table a.t (id int primary key);
alter table a.t owner to case_a;
grant select on a.t to case_b;
