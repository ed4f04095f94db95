create schema app;
create schema store;
create table app.things (id integer not null, name text default 'x', note text generated always as (name) stored);
create table app.books (pages integer) inherits (app.things);
create table app.novels () inherits (app.books);
insert into app.books (id, name, pages) values (1, 'a', 7);
insert into app.novels (id, name, pages) values (2, 'b', 9);
