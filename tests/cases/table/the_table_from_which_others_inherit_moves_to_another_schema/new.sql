create schema app;
create schema store;
create table store.things (id integer not null, name text default 'x', note text generated always as (name) stored);
create table app.books (pages integer) inherits (store.things);
create table app.novels () inherits (app.books);
