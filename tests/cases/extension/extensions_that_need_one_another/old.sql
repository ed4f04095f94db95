-- superuser
create extension cube;
create extension earthdistance;
create table public.t (id int primary key, p earth);
