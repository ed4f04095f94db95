create schema app;
create table app.things (id integer, kind integer);
create table app.books (kind integer, id integer) inherits (app.things);
