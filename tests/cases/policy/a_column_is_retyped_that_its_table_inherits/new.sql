create schema app;
create table app.things (id integer, kind integer);
create table app.books (pages integer) inherits (app.things);
create table app.novels () inherits (app.books);
create policy novels_read on app.novels for select using (kind is not null);
create view app.kinds as select n.kind from app.novels as n;
create table app.parts (id integer, kind integer) partition by list (id);
create table app.part_1 partition of app.parts for values in (1);
create policy part_1_read on app.part_1 for select using (kind is not null);
