create schema app;
create table app.things (name text);
create table app.books (pages integer) inherits (app.things);
