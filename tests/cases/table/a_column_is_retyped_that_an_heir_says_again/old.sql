create schema app;
create table app.things (id integer, kind text);
create table app.books (kind text, id integer) inherits (app.things);
