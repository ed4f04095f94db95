-- superuser
create schema a;
create schema "B ü";
create extension citext schema "B ü";
create extension hstore schema public;
create table public.t (id int primary key, n "B ü".citext, h hstore);
insert into public.t values (1, 'X', 'a=>1');
create index on public.t (n);
create view public.v as select n from public.t where n = 'x'::"B ü".citext;
