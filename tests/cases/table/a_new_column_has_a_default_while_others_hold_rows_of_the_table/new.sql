create schema app;
create table app.address (id integer, town text[] default '{}', number integer generated always as (id + 1) stored);
create table app.person (home app.address not null);
