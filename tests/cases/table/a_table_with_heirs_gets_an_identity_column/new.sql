create schema app;
create table app.things (name text, id bigint generated always as identity (start with 2));
create table app.books (pages integer) inherits (app.things);
