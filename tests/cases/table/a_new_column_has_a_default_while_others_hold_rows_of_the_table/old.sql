create schema app;
create table app.address (id integer);
create table app.person (home app.address not null);
