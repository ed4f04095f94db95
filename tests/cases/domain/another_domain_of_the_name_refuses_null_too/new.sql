create schema app;
create domain app.code as integer not null;
create table app.t (id integer primary key, c app.code);
