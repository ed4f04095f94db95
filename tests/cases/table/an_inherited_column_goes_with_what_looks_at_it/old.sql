create schema app;
create table app.things (id integer, kind text);
create table app.books () inherits (app.things);
create policy books_read on app.books for select using (kind is not null);
create table app.novels () inherits (app.things);
create view app.kinds as select n.kind, n.id from app.novels as n;
