create schema app;
create table app.things (id integer);
create table app.novels () inherits (app.things);
create view app.kinds as select n.id from app.novels as n;
