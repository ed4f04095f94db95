create schema a; create table a.t (id int);
create table public.t (id int);
